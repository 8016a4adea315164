package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = {
            "Kill parts of a whole deployment on this machine in the middle of rounds, and look whether anything is lost or "
                    + "there twice.",
            "Two runs of the same rows, labels late: one undisturbed, one in which every round but the first has a part die "
                    + "by kill -9 and waits until it is well again: a TaskManager, the JobManager, its ZooKeeper, one of three "
                    + "brokers, ingest or the evaluator, each a process of its own.",
            "Then what is on the topics, read committed, is compared: every row joined, predicted and evaluated once; every "
                    + "round's winner published once and the same as undisturbed: parameters, scores, SHA-256. Which model "
                    + "answered a row depends on when it came, and is not compared."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen chaos",
            "  evergreen chaos --faults 6 --seed 2 --json",
            "",
            "Ten processes for about 40 seconds a fault. It needs no Kafka and no Flink, uses the loopback interface alone, and "
                    + "leaves no process behind. If something is wrong, logs and state stay in a folder that is named.",
            "Exit codes: 0 none lost and none twice; 1 something was, or a part did not come back, with what and which."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final int MOST = 1_000;

    private final ChaosService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "20",
            description = "What dies, one after another (default: ${DEFAULT-VALUE}).")
    private int faults;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Which part dies when (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    ChaosCommand(ChaosService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        require(faults >= 1 && faults <= MOST, "--faults", faults, "1 to %,d".formatted(MOST));
        return service.run(new ChaosOptions(faults, seed), Output.of(spec, json)) ? 0 : Failures.BUG;
    }
}
