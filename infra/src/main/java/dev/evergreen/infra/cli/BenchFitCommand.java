package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fit",
        description = {
            "One forest and one boosting by Evergreen, Smile, scikit-learn and LightGBM; on one thread each, with the same "
                    + "rows to learn from, the same rows held out, one implementation of the scores.",
            "Java fits in this process; Python, if there is one, in a process of its own for each table of rows, with "
                    + "OMP_NUM_THREADS=1. 'fit s' is the median of the fits after the first; a fit that takes a minute "
                    + "is not repeated.",
            "Forests: --trees trees, sqrt of the features at each split (all of them for numbers), no limit of depth. "
                    + "Boosting: --trees rounds, learning rate 0.1, 31 leaves a tree, 20 rows a leaf."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench fit",
            "  evergreen bench fit --data elec.csv --label class --seeds 1,2,3,4,5 --json",
            "  evergreen bench fit --rows 10000,100000,1000000 --rounds 1 --systems evergreen,lightgbm"
        })
final class BenchFitCommand implements Callable<Integer> {
    /** In the order of the report. */
    private static final List<String> SYSTEMS =
            List.of(Contestants.EVERGREEN, Contestants.SMILE, "scikit-learn", "lightgbm");

    private static final int GENERATED_ROWS = 20_000;
    private static final int MOST_ROWS = 50_000_000;
    private static final int MOST_TREES = 10_000;
    private static final int MOST_ROUNDS = 1_000;

    private final BenchFitService service;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE.csv", description = "Rows, with a header.")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private ColumnOptions columns;

    @Option(names = "--features", paramLabel = "M", description = "Of generated rows: how many (default: 20).")
    private Optional<Integer> features = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "N",
            split = ",",
            description = "How many to learn from, one or more sizes; a quarter as many are held out "
                    + "(default: four fifths of a file, or 20000 generated ones).")
    private List<Integer> rows = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "S",
            split = ",",
            defaultValue = "42",
            description = "Each splits the rows anew and seeds the learners (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "Fits of each, the first of them cold (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--trees", paramLabel = "T", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int trees;

    @Option(
            names = "--min-samples-leaf",
            paramLabel = "L",
            defaultValue = "1",
            description = "Rows that a forest's leaf has at least (default: ${DEFAULT-VALUE}).")
    private int minSamplesLeaf;

    @Mixin
    private ContestantOptions contestants;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchFitCommand(BenchFitService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        service.run(options(), Output.of(spec, json));
        return 0;
    }

    private BenchFitOptions options() {
        require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds", rounds, "1 to " + MOST_ROUNDS);
        require(trees >= 1 && trees <= MOST_TREES, "--trees", trees, "1 to " + MOST_TREES);
        require(minSamplesLeaf >= 1, "--min-samples-leaf", minSamplesLeaf, "1 or more");
        rows.forEach(n -> require(n >= 2 && n <= MOST_ROWS, "--rows", n, "2 to " + MOST_ROWS));
        features.ifPresent(
                n -> require(n >= 2 && n <= Pipeline.MAX_FEATURES, "--features", n, "2 to " + Pipeline.MAX_FEATURES));
        var among = contestants.among(SYSTEMS);
        var size = new BenchFitOptions.EnsembleSize(trees, minSamplesLeaf);
        var distinct = seeds.stream().distinct().toList();
        return new BenchFitOptions(data.isPresent() ? ofFile(data.get()) : generated(), distinct, rounds, size, among);
    }

    private List<FitRows> generated() {
        if (columns.isGiven()) {
            throw new BadInputException(ColumnOptions.ALL + " need --data FILE.csv");
        }
        var sizes = new TreeSet<>(rows.isEmpty() ? List.of(GENERATED_ROWS) : rows);
        return sizes.stream()
                .map(train -> {
                    long heldOut = FitRows.heldOutFor(train);
                    var source =
                            Gaussian.of(seeds.getFirst(), train + heldOut, features.orElse(Gaussian.DEFAULT_FEATURES));
                    return new FitRows(source, train, Math.toIntExact(heldOut));
                })
                .toList();
    }

    private List<FitRows> ofFile(Path file) {
        if (features.isPresent()) {
            throw new BadInputException("--features is of generated rows, and --data gives a file's");
        }
        RowSource source = columns.read(file, Optional.empty());
        int most = Math.toIntExact(source.size() * 4 / 5);
        require(most >= 2, "--data", file, "a file of 3 rows or more");
        var sizes = new TreeSet<>(rows.isEmpty() ? List.of(most) : rows);
        return sizes.stream()
                .map(train -> {
                    require(
                            train <= most,
                            "--rows",
                            train,
                            "2 to %d, as others of the file are held out".formatted(most));
                    long heldOut = Math.min(FitRows.heldOutFor(train), source.size() - train);
                    return new FitRows(source, train, Math.toIntExact(heldOut));
                })
                .toList();
    }
}
