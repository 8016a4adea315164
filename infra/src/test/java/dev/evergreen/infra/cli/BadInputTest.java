package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake a user can make on the command line, and the one line that answers it. */
class BadInputTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        write("x.csv", "a,b,y\n1,2,p\n3,4,q\n5,6,p\n");
        write("slip.csv", "a,y\n1,p\n2,q\nabc,p\n");
        write("x.yaml", "pipeline: x\nfeatures: [{name: a, type: numeric}]\nlabel: {name: y, classes: [p, q]}\n");
        write("auto.yaml", "pipeline: x\nfeatures: [a]\nlabel: {name: y, classes: [p, q]}\nn_jobs: auto\n");
        write("sea.yaml", "pipeline: sea\nfeatures: [{name: a, type: numeric}]\nlabel: {name: y, classes: [p, q]}\n");
        write("wrong.yaml", "pipeline: x\nfeatures: [{name: a, type: numeric}]\nlabel: {name: y, classes: [p]}\n");
        write("two.yaml", """
                pipeline: x
                features: [{name: a, type: numeric}]
                label: {name: y, type: regression}
                ---
                pipeline: z
                features: [{name: a, type: numeric}]
                label: {name: y, type: regression}
                """);
        write("grid.yaml", "candidates: []\n");
        write("group.yaml", "cv: {splitter: group, group: c}\n");
        write("draw.yaml", "candidates: [{learner: random-forest, distributions: {max_samples: {uniform: [0, 1]}}}]\n");
        write("deep.yaml", "candidates: [{learner: random-forest, grid: {max_depth: [3, -1]}}]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                      | Missing required subcommand; see 'evergreen --help'",
                "topics                                  | Missing required subcommand; see 'evergreen topics --help'",
                "replya                                  | Unmatched argument at index 0: 'replya'; did you mean 'replay'?; see 'evergreen --help'",
                "demo --rat 5                            | Unknown options: '--rat', '5'; did you mean '--rate'?; see 'evergreen demo --help'",
                "demo --n-jobs 0                         | Invalid value for option '--n-jobs': n_jobs: '0' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto; see 'evergreen demo --help'",
                "demo --n-jobs many                      | Invalid value for option '--n-jobs': n_jobs: 'many' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto; see 'evergreen demo --help'",
                "demo --rows x                           | Invalid value for option '--rows': 'x' is not a whole number; see 'evergreen demo --help'",
                "demo --label-delay 1.5                  | Invalid value for option '--label-delay': '1.5' is not a whole number; see 'evergreen demo --help'",
                "demo --label-delay 99999999999          | Invalid value for option '--label-delay': '99999999999' is too large; see 'evergreen demo --help'",
                "demo --rows 1                           | --rows: '1' is not allowed; allowed: 2 or more",
                "demo --rate 0                           | --rate: '0.0' is not allowed; allowed: a number above 0",
                "demo --rate NaN                         | --rate: 'NaN' is not allowed; allowed: a number above 0",
                "search --data x.csv --label y --label-delay -1 | --label-delay: '-1' is not allowed; allowed: 0 or more",
                "demo --label-delay -1                   | --label-delay: '-1' is not allowed; allowed: 0 or more",
                "demo --dashboard-port 70000            | --dashboard-port: '70000' is not allowed; allowed: 0 to 65535",
                "demo --dashboard-host 0.0.0.0           | --dashboard-host: others can reach 0.0.0.0, so that a token is needed: --dashboard-token-file FILE, or EVERGREEN_DASHBOARD_TOKEN in the environment",
                "run --pipeline x.yaml --bootstrap-servers localhost:1 --dashboard-token-file x.csv | --dashboard-token-file DIR/x.csv: not a token; allowed: 16 to 200 letters, digits and -._~",
                "demo --no-dashboard --dashboard-port 1  | --no-dashboard serves nothing at --dashboard-host and --dashboard-port; add --metrics for the metrics",
                "demo --generator sine                   | Invalid value for option '--generator': expected one of [SEA, AGRAWAL, GAUSSIAN] (case-insensitive) but was 'sine'; see 'evergreen demo --help'",
                "demo --features 4                       | --features needs --generator gaussian",
                "demo --generator gaussian --features 1  | --features: '1' is not allowed; allowed: 2 to 10000",
                "demo --data x.csv                       | say which column to predict: --label COLUMN, or --pipeline FILE.yaml",
                "demo --data x.csv --label z             | DIR/x.csv: has no column 'z'; its columns: a, b, y",
                "demo --data x.csv --label y --generator sea | --data and --generator exclude each other",
                "demo --label y                          | --label, --regression, --nominal, --ignore and --missing need --data FILE.csv",
                "demo --data x.csv --pipeline x.yaml --label y | --label, --regression, --nominal, --ignore and --missing do not go with --pipeline, which says it all",
                "demo --data x.csv --pipeline x.yaml --label-delay 4 | --label-delay: with 4 rows of 30 min labels come 2 h late, but pipeline 'x' waits 2 h (labels_within); at most 3 rows",
                "demo --pipeline sea.yaml                | pipeline 'sea' has other features or another label than the generator 'sea'",
                "demo --pipeline none.yaml               | DIR/none.yaml: no such file",
                "demo --pipeline wrong.yaml              | DIR/wrong.yaml: label.classes: '[p]' is not allowed; allowed: 2 to 1000 classes",
                "demo --pipeline two.yaml                | DIR/two.yaml: holds 2 pipelines (x, z) where one is wanted",
                "demo --data slip.csv --label y          | DIR/slip.csv line 4, column 'a': 'abc' is not a number; if the column holds names, say --nominal a",
                "search --label y                        | Missing required option: '--data=FILE.csv'; see 'evergreen search --help'",
                "search --data none.csv --label y        | DIR/none.csv: no such file",
                "search --data x.csv --label y --grid grid.yaml | DIR/grid.yaml: candidates: '[]' is not allowed; allowed: at least one candidate",
                "search --data x.csv --label y --grid deep.yaml | DIR/deep.yaml: search.candidates[0].grid.max_depth[1]: '-1' is not allowed; allowed: none, or a whole number from 1 to 500",
                "search --data x.csv --label y --grid group.yaml | DIR/group.yaml: search.cv.group: 'c' is not allowed; allowed: the name of a feature, perhaps 'a'",
                "search --data x.csv --label y --grid draw.yaml | DIR/draw.yaml: search.candidates[0].distributions.max_samples.uniform[0]: '0.0' is not allowed; allowed: a number above 0.0 up to 1.0",
                "search --data x.csv --label y --n-jobs auto | n_jobs: auto learns from round to round, and a search is one round; give a number: --n-jobs -1",
                "search --data x.csv --pipeline auto.yaml | n_jobs: auto learns from round to round, and a search is one round; give a number: --n-jobs -1",
                "run --pipeline x.yaml --bootstrap-servers localhost:1 --n-jobs car | Invalid value for option '--n-jobs': n_jobs: 'car' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto; see 'evergreen run --help'",
                "bench                                   | Missing required subcommand; see 'evergreen bench --help'",
                "bench n-jobs --n-jobs 0                 | --n-jobs: '0' is not allowed; allowed: 1 to 128, -1 (all cores) or less",
                "bench n-jobs --n-jobs 1,200             | --n-jobs: '200' is not allowed; allowed: 1 to 128, -1 (all cores) or less",
                "bench n-jobs --n-jobs 1,x               | Invalid value for option '--n-jobs' (J): 'x' is not a whole number; see 'evergreen bench n-jobs --help'",
                "bench n-jobs --rounds 0                 | --rounds: '0' is not allowed; allowed: 1 to 1000",
                "bench n-jobs --repeat 0                 | --repeat: '0' is not allowed; allowed: 1 to 1000",
                "bench n-jobs --rows 1                   | --rows: '1' is not allowed; allowed: 2 or more",
                "bench n-jobs --data x.csv               | say which column to predict: --label COLUMN, or --pipeline FILE.yaml",
                "bench n-jobs --data x.csv --label y --features 3 | --features needs --generator gaussian",
                "bench n-jobs --generator sea --features 3 | --features needs --generator gaussian",
                "bench n-jobs --pipeline sea.yaml        | pipeline 'sea' has other features or another label than the generator 'gaussian'",
                "bench n-jobs --grid grid.yaml           | DIR/grid.yaml: candidates: '[]' is not allowed; allowed: at least one candidate",
                "bench n-jobs --plot plot.png            | --plot: 'plot.png' is not allowed; allowed: a file that ends in .svg",
                "bench n-jobs --plot none/plot.svg       | --plot: cannot write none/plot.svg",
                "bench score --rows 99                   | --rows: '99' is not allowed; allowed: 100 to 1000000",
                "bench score --features 1                | --features: '1' is not allowed; allowed: 2 to 10000",
                "bench score --trees 0                   | --trees: '0' is not allowed; allowed: 1 to 10000",
                "bench score --depth 501                 | --depth: '501' is not allowed; allowed: 1 to 500",
                "bench score --batch 1,0                 | --batch: '0' is not allowed; allowed: 1 to 10000, the rows that are scored",
                "bench score --rows 100 --batch 101      | --batch: '101' is not allowed; allowed: 1 to 100, the rows that are scored",
                "bench model-change --model-mb 26        | --model-mb: '26' is not allowed; allowed: 1 to 25",
                "bench model-change --changes 0          | --changes: '0' is not allowed; allowed: 1 to 10000",
                "bench model-change --rate 0             | --rate: '0' is not allowed; allowed: 1 to 20000",
                "bench score --seconds 0                 | --seconds: '0.0' is not allowed; allowed: 0.01 to 600.0",
                "bench ingest --partitions 0             | --partitions: '0' is not allowed; allowed: 1 to 100",
                "bench ingest --label-delay 0            | --label-delay: '0' is not allowed; allowed: 1 to 1000000",
                "bench ingest --backlog 0                | --backlog: '0' is not allowed; allowed: 1 to 100000000",
                "bench ingest --turns 0                  | --turns: '0' is not allowed; allowed: 1 to 100",
                "bench ingest --warm-up -1               | --warm-up: '-1.0' is not allowed; allowed: 0 to 600.0",
                "bench ingest --seconds 0.5              | --seconds: '0.5' is not allowed; allowed: 1 to 600.0",
                "bench ingest --minutes 0                | --minutes: '0.0' is not allowed; allowed: above 0, at most 1440.0",
                "bench ingest --load 1.1                 | --load: '1.1' is not allowed; allowed: above 0, at most 1",
                "bench ingest --heap 1                   | --heap: '1' is not allowed; allowed: 64 to 65536",
                "bench model-change --heap 255           | --heap: '255' is not allowed; allowed: 256 to 65536",
                "bench model-change --broker-heap 255    | --broker-heap: '255' is not allowed; allowed: 256 to 65536",
                "bench ingest --plot x.png               | --plot: 'x.png' is not allowed; allowed: a file that ends in .svg",
                "bench ingest --label y                  | --label, --regression, --nominal, --ignore and --missing need --data FILE.csv",
                "bench search --n-jobs 0                 | --n-jobs: '0' is not allowed; allowed: 1 to 128, -1 (all cores) or less",
                "bench search --rounds 0                 | --rounds: '0' is not allowed; allowed: 1 to 1000",
                "bench search --systems evergreen,smile  | --systems: 'smile' is not allowed; allowed: evergreen, scikit-learn, lightgbm",
                "bench search --data x.csv               | say which column to predict: --label COLUMN, or --pipeline FILE.yaml",
                "bench search --grid grid.yaml           | DIR/grid.yaml: candidates: '[]' is not allowed; allowed: at least one candidate",
                "bench accuracy --systems smile          | --systems: 'smile' is not allowed; allowed: evergreen, scikit-learn",
                "bench accuracy --systems scikit-learn   | --systems: 'scikit-learn' is not allowed; allowed: evergreen, or both",
                "bench accuracy --rows 1                 | --rows: '1' is not allowed; allowed: 2 to 10000000",
                "bench accuracy --trees 0                | --trees: '0' is not allowed; allowed: 1 to 10000",
                "bench accuracy --missing y              | --label, --regression, --nominal, --ignore and --missing need --data FILE.csv",
                "bench fit --systems xgboost             | --systems: 'xgboost' is not allowed; allowed: evergreen, smile, scikit-learn, lightgbm",
                "bench fit --rows 10,1                   | --rows: '1' is not allowed; allowed: 2 to 50000000",
                "bench fit --rounds 0                    | --rounds: '0' is not allowed; allowed: 1 to 1000",
                "bench fit --trees 0                     | --trees: '0' is not allowed; allowed: 1 to 10000",
                "bench fit --min-samples-leaf 0          | --min-samples-leaf: '0' is not allowed; allowed: 1 or more",
                "bench fit --features 1                  | --features: '1' is not allowed; allowed: 2 to 10000",
                "bench fit --label y                     | --label, --regression, --nominal, --ignore and --missing need --data FILE.csv",
                "bench fit --data x.csv                  | say which column to predict: --label COLUMN, or --pipeline FILE.yaml",
                "bench fit --data x.csv --label y --features 3 | --features is of generated rows, and --data gives a file's",
                "bench fit --data x.csv --label y --rows 3 | --rows: '3' is not allowed; allowed: 2 to 2, as others of the file are held out",
                "bench n-jobs-rounds --rounds 1          | Missing required options: '--data=FILE.csv', '--pipeline=FILE.yaml', '--rows=N', '--n-jobs=J'; see 'evergreen bench n-jobs-rounds --help'",
                "bench auto --rows 5                     | Unknown options: '--rows', '5'; did you mean '--rounds'?; see 'evergreen bench auto --help'",
                "bench auto --rounds 1                   | --rounds: '1' is not allowed; allowed: 2 to 1000",
                "bench auto --sizes 100,1                | --sizes: '1' is not allowed; allowed: 2 or more",
                "bench auto --sizes x                    | Invalid value for option '--sizes' (N): 'x' is not a whole number; see 'evergreen bench auto --help'",
                "bench auto --n-jobs auto                | Invalid value for option '--n-jobs' (J): 'auto' is not a whole number; see 'evergreen bench auto --help'",
                "bench auto --n-jobs 0                   | --n-jobs: '0' is not allowed; allowed: 1 to 128, -1 (all cores) or less",
                "bench auto --rounds 9 --burner 3        | --burner: '3' is not allowed; allowed: FROM,TO with 2 <= FROM <= TO <= 9",
                "bench auto --rounds 9 --burner 1,3      | --burner: '1,3' is not allowed; allowed: FROM,TO with 2 <= FROM <= TO <= 9",
                "bench auto --rounds 9 --burner 4,3      | --burner: '4,3' is not allowed; allowed: FROM,TO with 2 <= FROM <= TO <= 9",
                "bench auto --rounds 9 --burner 4,10     | --burner: '4,10' is not allowed; allowed: FROM,TO with 2 <= FROM <= TO <= 9",
                "bench auto --rounds 9 --burner 4,5,6    | --burner: '4,5,6' is not allowed; allowed: FROM,TO with 2 <= FROM <= TO <= 9",
                "bench auto --data x.csv --label y --sizes 2,4 | --sizes: '4' is not allowed; allowed: 2 to 3, the rows that there are",
                "bench auto --data x.csv                 | say which column to predict: --label COLUMN, or --pipeline FILE.yaml",
                "bench auto --pipeline sea.yaml          | pipeline 'sea' has other features or another label than the generator 'gaussian'",
                "bench auto --grid grid.yaml             | DIR/grid.yaml: candidates: '[]' is not allowed; allowed: at least one candidate",
                "run --bootstrap-servers localhost:1     | Missing required option: '--pipeline=FILE.yaml'; see 'evergreen run --help'",
                "run --pipeline x.yaml                   | Missing required option: '--bootstrap-servers=HOST:PORT,...'; see 'evergreen run --help'",
                "run --pipeline x.yaml x.yaml --bootstrap-servers localhost:1 | pipeline: 'x' is not allowed; allowed: a name that no other pipeline has",
                "run --pipeline x.yaml --bootstrap-servers localhost:1 --parts all | Invalid value for option '--parts' (PART): expected one of [INGEST, TRAINER, EVALUATOR] (case-insensitive) but was 'all'; see 'evergreen run --help'",
                "run --pipeline x.yaml --bootstrap-servers nowhere.invalid:1 --state-dir s | cannot connect to Kafka at nowhere.invalid:1: No resolvable bootstrap urls given in bootstrap.servers",
                "run --pipeline x.yaml --bootstrap-servers localhost:1 --state-dir x.csv | --state-dir: cannot make DIR/x.csv: DIR/x.csv",
                "run --pipeline x.yaml --bootstrap-servers localhost:1 --properties p --state-dir s | DIR/p: no such file",
                "replay --bootstrap-servers localhost:1  | Missing required parameter: 'FILE.csv'; see 'evergreen replay --help'",
                "replay x.csv --label y --bootstrap-servers localhost:1 --rows 0 | --rows: '0' is not allowed; allowed: 1 or more",
                "topics create --pipeline x.yaml --bootstrap-servers localhost:1 --partitions 0 | --partitions: '0' is not allowed; allowed: 1 to 1000",
                "cluster start                           | Missing required option: '--task-managers=N'; see 'evergreen cluster start --help'",
                "cluster start --task-managers 0         | --task-managers: '0' is not allowed; allowed: 1 to 64",
                "cluster start --task-managers 1 --slots 65 | --slots: '65' is not allowed; allowed: 1 to 64",
                "cluster start --task-managers 1 --port 0 | --port: '0' is not allowed; allowed: 1 to 65535",
                "chaos --faults 0                        | --faults: '0' is not allowed; allowed: 1 to 1,000",
                "cluster start --task-managers 1 --memory 63 | --memory: '63' is not allowed; allowed: 64 to 1000000",
                "submit --pipeline x.yaml                | Missing required option: '--bootstrap-servers=HOST:PORT,...'; see 'evergreen submit --help'",
                "submit --pipeline x.yaml --bootstrap-servers k:1 --flink flink:8081 | --flink: 'flink:8081' is not allowed; allowed: http://HOST:PORT or https://HOST:PORT",
                "submit --pipeline x.yaml --bootstrap-servers k:1 --flink http:// | --flink: 'http://' is not allowed; allowed: http://HOST:PORT or https://HOST:PORT",
                "submit --pipeline x.yaml --bootstrap-servers k:1 --fresh --from file:///s | --fresh and --from exclude each other",
                "submit --pipeline x.yaml --bootstrap-servers k:1 --jar p | DIR/p: no such file",
                "submit --pipeline wrong.yaml --bootstrap-servers k:1 | DIR/wrong.yaml: label.classes: '[p]' is not allowed; allowed: 2 to 1000 classes",
                "demo --log-file x.csv/log               | --log-file: cannot write DIR/x.csv/log",
            })
    void isAnsweredByOneLine(String arguments, String message) {
        var ran = new CommandLineHarness().run(inDirectory(arguments));

        assertThat(ran.err())
                .isEqualTo("evergreen: " + message.replace("DIR", directory.toString()) + System.lineSeparator());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void aBugIsAStackTrace() {
        var broken = new Services(
                (_, _) -> {
                    throw new IllegalStateException("broken");
                },
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> {},
                (_, _) -> false);

        var ran = CommandLineHarness.run(broken, "demo");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("evergreen: this is a bug in evergreen, please report it:")
                .contains("java.lang.IllegalStateException: broken", "at dev.evergreen.infra.cli.BadInputTest");
        assertThat(ran.out()).isEmpty();
    }

    private String[] inDirectory(String arguments) {
        return Stream.of(arguments.split(" "))
                .filter(a -> !a.isEmpty())
                .map(a -> a.matches("[a-z.]+\\.(csv|yaml)(/log)?|p|s")
                        ? directory.resolve(a).toString()
                        : a)
                .toArray(String[]::new);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }
}
