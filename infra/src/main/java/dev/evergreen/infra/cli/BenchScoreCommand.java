package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "score",
        description = {
            "How fast one core scores rows by a forest: as predictions are made here, as the model's plain form does, and "
                    + "as Smile's own predict does.",
            "A forest is fitted on generated rows, by us and by Smile from the same seeds; all three must give the same "
                    + "answers to the last bit, or that is an error. Then they take turns. A table shows rows a second "
                    + "for single rows and batches, and how long single calls take: the median, the 99th percentile "
                    + "and the worst, reading the clock included (what that takes is said below the table)."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench score                        100 trees of depth 10 on 20 features",
            "  evergreen bench score --trees 500 --depth 16 --batch 1,1000",
            "",
            "Leave the machine alone meanwhile."
        })
final class BenchScoreCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_SCORED = 10_000;
    private static final int MOST_TREES = 10_000;
    private static final int DEEPEST = 500;
    private static final double LEAST_SECONDS = 0.01;
    private static final double MOST_SECONDS = 600;

    private final BenchScoreService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Rows to fit on (default: ${DEFAULT-VALUE}); as many others, up to 10000, are scored.")
    private int rows;

    @Option(
            names = "--features",
            paramLabel = "M",
            defaultValue = "20",
            description = "Numeric features, half of them noise (default: ${DEFAULT-VALUE}).")
    private int features;

    @Option(
            names = "--trees",
            paramLabel = "T",
            defaultValue = "100",
            description = "Trees of the forest (default: ${DEFAULT-VALUE}).")
    private int trees;

    @Option(
            names = "--depth",
            paramLabel = "D",
            defaultValue = "10",
            description = "Levels of splits that a tree may have (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--batch",
            paramLabel = "B",
            split = ",",
            defaultValue = "1,64,4096",
            description = "Rows a call (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "For each system and batch, twice: with and without a clock (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Of the generated rows and the forest (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchScoreCommand(BenchScoreService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        service.run(options(), Output.of(spec, json));
        return 0;
    }

    private BenchScoreOptions options() {
        require(rows >= 100 && rows <= MOST_ROWS, "--rows", rows, "100 to " + MOST_ROWS);
        require(
                features >= 2 && features <= Pipeline.MAX_FEATURES,
                "--features",
                features,
                "2 to " + Pipeline.MAX_FEATURES);
        require(trees >= 1 && trees <= MOST_TREES, "--trees", trees, "1 to " + MOST_TREES);
        require(depth >= 1 && depth <= DEEPEST, "--depth", depth, "1 to " + DEEPEST);
        require(
                seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS,
                "--seconds",
                seconds,
                "%s to %s".formatted(LEAST_SECONDS, MOST_SECONDS));
        int scored = Math.min(rows, MOST_SCORED);
        for (int batch : batches) {
            require(batch >= 1 && batch <= scored, "--batch", batch, "1 to " + scored + ", the rows that are scored");
        }
        return new BenchScoreOptions(
                Gaussian.of(seed, (long) rows + scored, features),
                rows,
                trees,
                depth,
                seed,
                batches.stream().distinct().sorted().toList(),
                seconds);
    }
}
