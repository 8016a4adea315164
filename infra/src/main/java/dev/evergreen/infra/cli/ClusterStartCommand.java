package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "start",
        description = {
            "Run a Flink session cluster on this machine until interrupted: a JobManager, TaskManagers and the ZooKeeper "
                    + "that remembers what they run, each a process of its own, from Evergreen's own libraries.",
            "It listens on the loopback interface alone. A process that dies is started again, and jobs go on from their "
                    + "last checkpoint; so they do when the cluster is ended and started again with the same --dir. "
                    + "No process outlives this one.",
            "Then, in another terminal: 'evergreen submit'."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen cluster start --task-managers 2 --slots 2",
            "  evergreen cluster start --task-managers 4 --port 8082 --memory 4000 --dir /data/flink"
        })
final class ClusterStartCommand implements Callable<Integer> {
    private static final int MOST = 64;
    private static final int MAX_PORT = 65_535;
    private static final int MIN_MEMORY = 64;
    private static final int MAX_MEMORY = 1_000_000;

    private final ClusterService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            required = true,
            description = "Processes that train, beside the JobManager.")
    private int taskManagers;

    @Option(
            names = "--slots",
            paramLabel = "S",
            defaultValue = "1",
            description = "Slots of each TaskManager: a job with n_jobs J takes J slots (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Of Flink's page and REST API (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "1024",
            description = "Heap of each TaskManager for windows and fits (default: ${DEFAULT-VALUE}).")
    private int memory;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "evergreen-cluster",
            description =
                    "For logs, and for checkpoints, savepoints and what runs, which stay (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(
            names = "--json",
            description = "Print address and processes as one JSON object on stdout, once the cluster runs.")
    private boolean json;

    ClusterStartCommand(ClusterService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        require(taskManagers >= 1 && taskManagers <= MOST, "--task-managers", taskManagers, "1 to " + MOST);
        require(slots >= 1 && slots <= MOST, "--slots", slots, "1 to " + MOST);
        require(port >= 1 && port <= MAX_PORT, "--port", port, "1 to " + MAX_PORT);
        require(
                memory >= MIN_MEMORY && memory <= MAX_MEMORY,
                "--memory",
                memory,
                "%d to %d".formatted(MIN_MEMORY, MAX_MEMORY));
        service.run(new ClusterOptions(taskManagers, slots, port, memory, folder), Output.of(spec, json));
        return 0;
    }
}
