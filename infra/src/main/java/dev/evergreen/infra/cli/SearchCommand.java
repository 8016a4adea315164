package dev.evergreen.infra.cli;

import dev.evergreen.ingest.pipeline.NJobs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        description = {
            "One cross-validated search over a CSV file, with n_jobs fits at once; no Kafka.",
            "The same search that a pipeline runs in every round."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen search --data elec.csv --label class",
            "  evergreen search --data elec.csv --label class --grid grid.yaml --n-jobs 2",
            "  evergreen search --data houses.csv --label price --regression --nominal zip --json",
            "",
            "A grid file is the 'search' part of a pipeline file:",
            "  candidates:",
            "    - learner: random-forest",
            "      grid: {n_estimators: [50, 100], max_depth: [6, 12]}",
            "  cv: {splitter: forward, folds: 5}",
            "  scoring: [roc_auc, accuracy]",
            "Rather than a grid, distributions that n_iter candidates are drawn from:",
            "    - learner: gradient-boosting",
            "      distributions: {n_estimators: [50, 100], max_depth: {randint: [2, 8]},",
            "        learning_rate: {loguniform: [0.01, 0.3]},",
            "        subsample: {uniform: [0.5, 1.0]}}",
            "      n_iter: 20"
        })
final class SearchCommand implements Callable<Integer> {
    private final SearchService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE.csv",
            required = true,
            description = "Rows in time order, with a header.")
    private Path data = Path.of("");

    @Mixin
    private ColumnOptions columns;

    @Option(names = "--pipeline", paramLabel = "FILE.yaml", description = "Features, label and search of a pipeline.")
    private Optional<Path> pipeline = Optional.empty();

    @Option(names = "--grid", paramLabel = "FILE.yaml", description = "The search alone; wins over the pipeline's.")
    private Optional<Path> grid = Optional.empty();

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            converter = NJobsConverter.class,
            description = "Fits at once: 1, 2, ...; -1 all cores, -2 all but one.")
    private Optional<NJobs> nJobs = Optional.empty();

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            description = "How many rows a label comes after its features (default: 0): what a fold may train on.")
    private Optional<Integer> labelDelay = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    SearchCommand(SearchService service) {
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

    private SearchOptions options() {
        var declared = pipeline.map(PipelineFiles::pipeline);
        var source = columns.read(data, declared);
        var base = declared.orElseGet(source::pipeline);
        var searched = grid.map(file -> PipelineFiles.withSearch(base, file)).orElse(base);
        var counted = nJobs.map(searched::withNJobs).orElse(searched);
        if (counted.nJobs().isAuto()) {
            // Taken for serial, it would use one core of many and learn nothing.
            throw new BadInputException(
                    "n_jobs: auto learns from round to round, and a search is one round; give a number: --n-jobs -1");
        }
        labelDelay.filter(n -> n < 0).ifPresent(n -> {
            throw new BadInputException("--label-delay: '%d' is not allowed; allowed: 0 or more".formatted(n));
        });
        return new SearchOptions(data, source, counted, labelDelay.orElse(0));
    }
}
