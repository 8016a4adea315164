package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;
import static dev.evergreen.infra.cli.Amounts.requireHeap;

import com.sun.management.OperatingSystemMXBean;
import dev.evergreen.infra.data.Gaussian;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "model-change",
        description = {
            "How long predictions pause when the champion changes, and whether each event is still scored exactly once.",
            "A broker, the evaluator and what publishes models run in processes of their own, features and labeled rows come at a "
                    + "steady rate, and one model of the "
                    + "size after another becomes champion (policy newest). A pause is the longest time without a "
                    + "prediction from a model's being ordered until a little after its first answer; beside it stands "
                    + "the longest in as much time before that, when nothing changed."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench model-change                    100 changes of models of 10 MB",
            "  evergreen bench model-change --model-mb 1 --changes 20 --rate 2000 --json",
            "",
            "Leave the machine alone meanwhile."
        })
final class BenchModelChangeCommand implements Callable<Integer> {
    private static final int ROWS = 40_000;
    /** Of what the topic takes, which is 32 MiB. */
    private static final int MOST_MEGABYTES = 25;

    private static final int MOST_CHANGES = 10_000;
    private static final int LEAST_HEAP_MB = 256;
    /** What Kafka's documentation has as typical for running it. */
    private static final int BROKER_HEAP_MB = 6_144;

    private static final int MOST_ROWS_PER_SECOND = 20_000;

    private final BenchModelChangeService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model-mb",
            paramLabel = "MB",
            defaultValue = "10",
            description = "Size of a model on its topic, in millions of bytes, at least (default: ${DEFAULT-VALUE}).")
    private int megabytes;

    @Option(
            names = "--changes",
            paramLabel = "C",
            defaultValue = "100",
            description = "Champions that follow each other, after a few to warm up (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "500",
            description = "Events to score a second, each with its label (default: ${DEFAULT-VALUE}).")
    private int rowsPerSecond;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "1228",
            description = "That the evaluator has, from its start on; the default is what the Kubernetes files give it "
                    + "(default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Option(
            names = "--broker-heap",
            paramLabel = "MIB",
            description = "The same of the broker (default: 6144, as Kafka's documentation has it, or a quarter of the "
                    + "machine's memory where that is less).")
    private Optional<Integer> brokerHeapMb = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Of the generated rows and the model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchModelChangeCommand(BenchModelChangeService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        require(megabytes >= 1 && megabytes <= MOST_MEGABYTES, "--model-mb", megabytes, "1 to " + MOST_MEGABYTES);
        require(changes >= 1 && changes <= MOST_CHANGES, "--changes", changes, "1 to " + MOST_CHANGES);
        require(
                rowsPerSecond >= 1 && rowsPerSecond <= MOST_ROWS_PER_SECOND,
                "--rate",
                rowsPerSecond,
                "1 to " + MOST_ROWS_PER_SECOND);
        requireHeap("--heap", heapMb, LEAST_HEAP_MB);
        brokerHeapMb.ifPresent(mb -> requireHeap("--broker-heap", mb, LEAST_HEAP_MB));
        var source = Gaussian.of(seed, ROWS, Gaussian.DEFAULT_FEATURES);
        service.run(
                new BenchModelChangeOptions(
                        source,
                        megabytes,
                        changes,
                        rowsPerSecond,
                        heapMb,
                        brokerHeapMb.orElseGet(() -> usualBrokerHeapMb(memoryBytes())),
                        seed),
                Output.of(spec, json));
        return 0;
    }

    private static long memoryBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    static int usualBrokerHeapMb(long memoryBytes) {
        return Math.clamp((memoryBytes / 4) >> 20, LEAST_HEAP_MB, BROKER_HEAP_MB);
    }
}
