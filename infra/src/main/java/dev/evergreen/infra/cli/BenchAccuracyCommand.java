package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.data.Friedman;
import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.RandomRbf;
import dev.evergreen.infra.data.RowSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "accuracy",
        description = {
            "Evergreen's own learners and scikit-learn's of the same kind, with the same parameters, the same rows to learn "
                    + "from and the same rows held out, one implementation of the scores: how well they answer, not how fast.",
            "For each seed the rows are split anew. A table has for each metric the mean over the seeds and its standard "
                    + "error on either side, the difference of the means, and whether it is within one standard error "
                    + "of that difference (the root of the sum of the squares of both). Without Python our side alone is "
                    + "measured.",
            "Generated rows: gaussian (2 classes, 20 features), random-rbf (7 classes, 10 features) and friedman (numbers, "
                    + "10 features)."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench accuracy",
            "  evergreen bench accuracy --rows 2000 --seeds 1,2,3,4,5,6,7,8,9,10 --trees 200",
            "  evergreen bench accuracy --data elec.csv --label class --json"
        })
final class BenchAccuracyCommand implements Callable<Integer> {
    /** In the order of the report. */
    private static final List<String> SYSTEMS = List.of(Contestants.EVERGREEN, "scikit-learn");

    private static final int GENERATED_ROWS = 10_000;
    private static final int MOST_ROWS = 10_000_000;
    private static final int MOST_TREES = 10_000;
    private static final int CLASSES = 7;
    private static final long SOURCE_SEED = 42;

    private final BenchAccuracyService service;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE.csv", description = "Rows, with a header.")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private ColumnOptions columns;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "How many to learn from; a quarter as many are held out (default: four fifths of a file, or 10000 "
                            + "generated ones).")
    private Optional<Integer> rows = Optional.empty();

    @Option(
            names = "--seeds",
            paramLabel = "S",
            split = ",",
            defaultValue = "1,2,3,4,5",
            description = "Each splits the rows anew and seeds the learners (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of();

    @Option(
            names = "--trees",
            paramLabel = "T",
            defaultValue = "100",
            description = "Of a forest, and rounds of boosting (default: ${DEFAULT-VALUE}).")
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

    BenchAccuracyCommand(BenchAccuracyService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        service.run(options(), Output.of(spec, json));
        return 0;
    }

    private BenchAccuracyOptions options() {
        require(trees >= 1 && trees <= MOST_TREES, "--trees", trees, "1 to " + MOST_TREES);
        require(minSamplesLeaf >= 1, "--min-samples-leaf", minSamplesLeaf, "1 or more");
        rows.ifPresent(n -> require(n >= 2 && n <= MOST_ROWS, "--rows", n, "2 to " + MOST_ROWS));
        var among = contestants.among(SYSTEMS);
        require(among.has(Contestants.EVERGREEN), "--systems", "scikit-learn", "evergreen, or both");
        return new BenchAccuracyOptions(
                data.map(this::ofFile).orElseGet(this::generated),
                seeds.stream().distinct().toList(),
                new BenchFitOptions.EnsembleSize(trees, minSamplesLeaf),
                among);
    }

    /** Of each the same rows for all seeds: these split them. */
    private List<FitRows> generated() {
        if (columns.isGiven()) {
            throw new BadInputException(ColumnOptions.ALL + " need --data FILE.csv");
        }
        int train = rows.orElse(GENERATED_ROWS);
        int heldOut = Math.toIntExact(FitRows.heldOutFor(train));
        long all = (long) train + heldOut;
        return Stream.<RowSource>of(
                        Gaussian.of(SOURCE_SEED, all, Gaussian.DEFAULT_FEATURES),
                        RandomRbf.of(SOURCE_SEED, all, CLASSES),
                        Friedman.ofPaper(SOURCE_SEED, all))
                .map(source -> new FitRows(source, train, heldOut))
                .toList();
    }

    private List<FitRows> ofFile(Path file) {
        RowSource source = columns.read(file, Optional.empty());
        int most = Math.toIntExact(source.size() * 4 / 5);
        require(most >= 2, "--data", file, "a file of 3 rows or more");
        int train = rows.orElse(most);
        require(train <= most, "--rows", train, "2 to %d, as others of the file are held out".formatted(most));
        long heldOut = Math.min(FitRows.heldOutFor(train), source.size() - train);
        return List.of(new FitRows(source, train, Math.toIntExact(heldOut)));
    }
}
