package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;
import static dev.evergreen.infra.cli.Amounts.requireHeap;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ingest",
        description = {
            "How many rows a second ingest joins, exactly once, beside a bare loop that copies the same records; and how it "
                    + "holds out at that.",
            "A Kafka broker is started in a process of its own. First features and labels wait on their topics, and three "
                    + "take turns in draining them, each in a process of its own: ingest as it is shipped, a loop of a "
                    + "consumer and a producer with the same transactions, and one without. Then rows come at a steady "
                    + "rate: higher ones are tried until the lag of ingest grows, and lower ones until it does not; near "
                    + "that it runs for --minutes.",
            "A table shows rows and records a second, CPU and the share of the loop's; below it are lag, memory and latency, "
                    + "from sending a label until its row can be read. Each row must arrive once; if one does not, that is "
                    + "an error."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench ingest                                 20 numeric features, a minute",
            "  evergreen bench ingest --minutes 10 --plot ingest.svg  as published",
            "  evergreen bench ingest --data elec.csv --label class --partitions 3",
            "",
            "Broker, feeder and ingest share this machine: the rate that keeps up is theirs together.",
            "Ten minutes at 20,000 rows a second take some 20 GB of disk for temporary files.",
            "Leave the machine alone meanwhile. Interrupted, it leaves no process behind."
        })
final class BenchIngestCommand implements Callable<Integer> {
    private static final int MOST_PARTITIONS = 100;
    private static final int LONGEST_DELAY = 1_000_000;
    private static final long MOST_BACKLOG = 100_000_000;
    private static final long DISTINCT_ROWS = 20_000;
    private static final int MOST_TURNS = 100;
    private static final double MOST_SECONDS = 600;
    private static final double MOST_MINUTES = 1_440;
    private static final int LEAST_HEAP_MB = 64;

    private final BenchIngestService service;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions rows;

    @Option(names = "--seed", paramLabel = "S", description = "Of the generated rows (default: 42).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--partitions",
            paramLabel = "P",
            defaultValue = "1",
            description = "Of the topics; ingest works on all with one thread (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "How many rows a label comes after its features. Ten times as long ids are remembered (default: "
                            + "${DEFAULT-VALUE}).")
    private int labelDelay;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows that wait to be drained (default: ${DEFAULT-VALUE}).")
    private long backlog;

    @Option(
            names = "--turns",
            paramLabel = "T",
            defaultValue = "3",
            description = "How often each drains them (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "30",
            description = "Seconds before each measurement, for the compiler (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description = "How long a turn is measured, and a rate is tried (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "1",
            description = "How long ingest runs at the rate that keeps up (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--load",
            paramLabel = "L",
            defaultValue = "0.9",
            description =
                    "At what share of the highest rate that kept up in a try it then runs (default: ${DEFAULT-VALUE}).")
    private double load;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "512",
            description = "That the process of ingest or a loop may have (default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Mixin
    private PlotOption plot;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchIngestCommand(BenchIngestService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        service.run(options(), Output.of(spec, json));
        return 0;
    }

    private BenchIngestOptions options() {
        require(
                partitions >= 1 && partitions <= MOST_PARTITIONS,
                "--partitions",
                partitions,
                "1 to " + MOST_PARTITIONS);
        require(labelDelay >= 1 && labelDelay <= LONGEST_DELAY, "--label-delay", labelDelay, "1 to " + LONGEST_DELAY);
        require(backlog >= 1 && backlog <= MOST_BACKLOG, "--backlog", backlog, "1 to " + MOST_BACKLOG);
        require(turns >= 1 && turns <= MOST_TURNS, "--turns", turns, "1 to " + MOST_TURNS);
        require(warmUp >= 0 && warmUp <= MOST_SECONDS, "--warm-up", warmUp, "0 to " + MOST_SECONDS);
        require(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds", seconds, "1 to " + MOST_SECONDS);
        require(minutes > 0 && minutes <= MOST_MINUTES, "--minutes", minutes, "above 0, at most " + MOST_MINUTES);
        require(load > 0 && load <= 1, "--load", load, "above 0, at most 1");
        requireHeap("--heap", heapMb, LEAST_HEAP_MB);
        var file = plot.file();
        return new BenchIngestOptions(
                rows.read(Optional.empty(), Generator.GAUSSIAN, seed, Optional.of(DISTINCT_ROWS)),
                partitions,
                labelDelay,
                backlog,
                turns,
                lasting(warmUp),
                lasting(seconds),
                lasting(60 * minutes),
                load,
                heapMb,
                file);
    }

    private static Duration lasting(double seconds) {
        return Duration.ofMillis(Math.round(1e3 * seconds));
    }
}
