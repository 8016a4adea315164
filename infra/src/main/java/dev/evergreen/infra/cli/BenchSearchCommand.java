package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        description = {
            "A search here and in Python, side by side: the same rows, folds and candidates, a refit on either side.",
            "Compared with are scikit-learn's GridSearchCV(RandomForestClassifier) and, inside it, LightGBM in forest "
                    + "mode, where that Python has them; without them our side is measured alone. Parallelism is "
                    + "n_jobs' alone: a fit has one thread everywhere (OMP_NUM_THREADS=1 in Python).",
            "'wall s' is of the search, in a process that is warm: Python has imported, loaded the rows and started "
                    + "its workers; ours has run a round before. 'process s' is of a process from start to end: ours "
                    + "cold, with Flink's start and the reading of the CSV file. 'peak RSS' of Python is the largest "
                    + "sum over its processes, looked at ten times a second."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench search --grid infra/benchmarks/search-grid.yaml",
            "  evergreen bench search --data elec.csv --label class --grid grid.yaml --n-jobs 1,2 --json",
            "  evergreen bench search --rows 100000 --systems evergreen,lightgbm --python venv/bin/python",
            "",
            "Python gets what it needs by: pip install -r infra/benchmarks/requirements.txt",
            "Leave the machine alone meanwhile. Interrupted, it leaves no process behind."
        })
final class BenchSearchCommand implements Callable<Integer> {
    /** In the order of the report. */
    private static final List<String> SYSTEMS = List.of(Contestants.EVERGREEN, "scikit-learn", "lightgbm");

    private static final int MOST_ROUNDS = 1_000;

    private final BenchSearchService service;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchedRowsOptions rows;

    @Mixin
    private RowsOption count;

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            split = ",",
            defaultValue = "1,2",
            description = "What to measure; -1 is all cores (default: ${DEFAULT-VALUE}).")
    private List<Integer> nJobs = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "Warm rounds of ours, after a cold one (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private ContestantOptions contestants;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchSearchCommand(BenchSearchService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        var options = options();
        var output = Output.of(spec, json);
        options.pipeline().search().notes().forEach(output::note);
        service.run(options, output);
        return 0;
    }

    private BenchSearchOptions options() {
        require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds", rounds, "1 to " + MOST_ROUNDS);
        var against = contestants.among(SYSTEMS);
        var counts = new TreeSet<Integer>();
        for (int n : nJobs) {
            counts.add(NJobsToMeasure.resolved(n, Runtime.getRuntime().availableProcessors()));
        }
        var searched = rows.read(count.rows(), BenchSearchCommand::ofForests);
        return new BenchSearchOptions(searched.source(), searched.pipeline(), List.copyOf(counts), rounds, against);
    }

    /** Learners that all systems have. */
    private static Pipeline ofForests(Pipeline base) {
        var search = base.search();
        var grid = new CandidateGrid(
                "histogram-forest",
                Map.of(
                        "n_estimators", List.of(ParameterValue.of(50)),
                        "max_depth", List.of(ParameterValue.of(6), ParameterValue.of(12)),
                        "min_samples_leaf", List.of(ParameterValue.of(2), ParameterValue.of(10))),
                Map.of());
        return base.withSearch(new Search(List.of(grid), search.cv(), search.scoring(), search.refit(), search.seed()));
    }
}
