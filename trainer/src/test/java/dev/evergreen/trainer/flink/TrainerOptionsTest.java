package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.NJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerOptionsTest {
    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void write() throws IOException {
        file = file("a.yaml", """
                pipeline: a
                features: [{name: x, type: numeric}]
                label: {name: y, classes: [p, q]}
                n_jobs: 3
                """);
    }

    @Test
    void takesWhatTheFilesSay() {
        TrainerOptions options = parse();

        assertThat(options.spec().pipelines()).containsOnlyKeys("a");
        assertThat(options.spec().fitParallelism()).isEqualTo(3);
        assertThat(options.spec().snapshotRoot()).isEqualTo("s3://bucket/evergreen");
        assertThat(options.client()).containsOnlyKeys("bootstrap.servers");
    }

    @Test
    void nJobsAndCoresOfTheCommandLineWin() {
        assertThat(parse("--n-jobs", "-2", "--cores", "8").spec().fitParallelism())
                .isEqualTo(7);
    }

    @Test
    void autoNeedsRoomForAllCores() {
        var spec = parse("--n-jobs", "auto", "--cores", "8").spec();
        assertThat(spec.pipelines().get("a").nJobs()).isEqualTo(NJobs.AUTO);
        assertThat(spec.fitParallelism()).isEqualTo(8);
    }

    @Test
    void handsPropertiesToEveryKafkaClient() throws IOException {
        String properties = file("kafka.properties", "security.protocol=SSL\nbootstrap.servers=elsewhere:1\n");

        assertThat(parse("--properties", properties).client())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "kafka:9092");
    }

    @Test
    void takesContentsInThePlaceOfFiles() {
        var options = TrainerOptions.parse(
                "--pipeline-text",
                """
                pipeline: b
                features: [{name: x, type: numeric}]
                label: {name: y, classes: [p, q]}
                n_jobs: -1
                """,
                "--properties-text",
                "security.protocol=SSL\nclient.rack=a",
                "--bootstrap-servers",
                "kafka:9092",
                "--snapshots",
                "s3://bucket/evergreen",
                "--cores",
                "6");

        assertThat(options.spec().pipelines()).containsOnlyKeys("b");
        assertThat(options.spec().fitParallelism()).isEqualTo(6);
        assertThat(options.spec().jobName()).isEqualTo("evergreen-trainer b");
        assertThat(options.client())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("client.rack", "a")
                .containsEntry("bootstrap.servers", "kafka:9092");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --n-jobs 0             | n_jobs: '0' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto
            --n-jobs two           | n_jobs: 'two' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one), or auto
            --cores 0              | --cores: '0' is not allowed; allowed: 1 or more
            --cores 1.5            | --cores: '1.5' is not allowed; allowed: a whole number
            --pipeline none.yaml   | none.yaml: no such file
            --snapshots s3:bucket  | --snapshots: 's3:bucket' is not allowed; allowed: the URI of a folder that every TaskManager can reach
            --properties none.conf | none.conf: cannot be read as properties
            """)
    void saysInOneLineWhatIsWrong(String arguments, String line) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --njobs 2                          | --njobs is not known
            --pipeline a.yaml --snapshots s3:/ | --bootstrap-servers is missing
            --cores                            | --cores has no value
            """)
    void showsTheUsageWhenTheOptionsThemselvesAreWrong(String arguments, String problem) {
        var all = problem.endsWith("missing") ? arguments.split(" ") : with(arguments.split(" "));

        assertThatThrownBy(() -> TrainerOptions.parse(all))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage(problem + "; usage: " + TrainerOptions.USAGE);
    }

    @Test
    void namesTheFileOfABadPipeline() throws IOException {
        String bad = file("bad.yaml", "pipeline: b\nfeatures: [\n");
        String unknown = file("unknown.yaml", """
                pipeline: b
                features: [{name: x, type: numeric}]
                label: {name: y, classes: [p, q]}
                search: {candidates: [{learner: forest}]}
                """);

        assertThatThrownBy(() -> parse("--pipeline", bad))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageStartingWith(bad + ":")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> parse("--pipeline", unknown))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageStartingWith(unknown + ": search.candidates[0].learner: 'forest' is not allowed")
                .message()
                .hasLineCount(1);
    }

    @Test
    void refusesTheSamePipelineTwice() {
        assertThatThrownBy(() -> parse("--pipeline", file + "," + file))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("pipeline: 'a' is not allowed; allowed: a name that no other pipeline has");
    }

    /** With what is needed before; of an option given twice the last counts. */
    private TrainerOptions parse(String... more) {
        return TrainerOptions.parse(with(more));
    }

    private String[] with(String... more) {
        var all = new ArrayList<>(List.of(
                "--pipeline", file, "--bootstrap-servers", "kafka:9092", "--snapshots", "s3://bucket/evergreen"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
