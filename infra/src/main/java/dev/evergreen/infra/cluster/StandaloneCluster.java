package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.ClusterOptions;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.process.LoggedProcess;
import dev.evergreen.infra.process.ParentWatch;
import dev.evergreen.infra.process.Ports;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.quorum.QuorumPeerMain;

/**
 * A JobManager, TaskManagers and the ZooKeeper that remembers what they run, in processes of their own, from the jars that
 * are here anyway. One that ends is started again, and jobs go on from their last checkpoint. None outlives this process.
 * Not for several threads.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** A process that ends sooner, so often in a row, will not run at all. */
    private static final Duration TOO_SOON = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 3;

    private final ClusterOptions options;
    private final ClusterFolder folder;
    private final URI rest;
    private final List<LoggedProcess> members = new ArrayList<>();
    private final Map<LoggedProcess, Integer> tooSoon = new HashMap<>();

    private StandaloneCluster(ClusterOptions options, ClusterFolder folder) {
        this.options = options;
        this.folder = folder;
        this.rest = URI.create("http://localhost:" + options.port());
    }

    /**
     * Starts it and returns when the slots of all TaskManagers are there; if one's are not, all are ended again.
     *
     * @throws BadInputException if a port or the folder is in use, or a process ends
     */
    public static StandaloneCluster start(ClusterOptions options) throws Exception {
        requireFree(options.port());
        var cluster = new StandaloneCluster(options, ClusterFolder.open(options.folder()));
        try {
            cluster.startMembers();
            cluster.awaitSlots();
            return cluster;
        } catch (Exception failed) {
            cluster.close();
            throw failed;
        }
    }

    public URI rest() {
        return rest;
    }

    /** ZooKeeper first, then the JobManager. */
    public List<LoggedProcess> members() {
        return List.copyOf(members);
    }

    /**
     * Returns when the caller is interrupted alone.
     *
     * @param notes is told of processes that were started again
     * @throws BadInputException if one ends again and again
     */
    public void watch(Consumer<String> notes) throws InterruptedException, IOException {
        while (true) {
            Thread.sleep(LOOK_AGAIN);
            for (LoggedProcess member : members) {
                if (!member.isAlive()) {
                    startAgain(member, notes);
                }
            }
        }
    }

    private void startAgain(LoggedProcess member, Consumer<String> notes) throws IOException {
        String end = member.howItEnded();
        int attempts = member.age().compareTo(TOO_SOON) < 0 ? tooSoon.getOrDefault(member, 0) + 1 : 0;
        tooSoon.put(member, attempts);
        if (attempts >= ATTEMPTS) {
            throw new BadInputException(end);
        }
        member.startAgain();
        notes.accept("%s; started again with pid %d".formatted(end, member.pid()));
    }

    private void startMembers() throws Exception {
        int zooKeeperPort = Ports.free();
        Configuration settings = ClusterSettings.of(options, folder, zooKeeperPort);
        folder.write(settings);
        Path zooKeeper = folder.writeZooKeeper(ClusterSettings.zooKeeper(folder, zooKeeperPort));
        members.add(start("ZooKeeper", "zookeeper", QuorumPeerMain.class, "-Xmx64m", List.of(zooKeeper.toString())));
        var jobManager = JobManagerProcessUtils.processSpecFromConfig(settings);
        members.add(start(
                "JobManager",
                "jobmanager",
                StandaloneSessionClusterEntrypoint.class,
                JobManagerProcessUtils.generateJvmParametersStr(jobManager, settings),
                configured(JobManagerProcessUtils.generateDynamicConfigsStr(jobManager))));
        var taskManager = TaskExecutorProcessUtils.processSpecFromConfig(settings);
        for (int i = 1; i <= options.taskManagers(); i++) {
            members.add(start(
                    "TaskManager " + i,
                    "taskmanager-" + i,
                    TaskManagerRunner.class,
                    ProcessMemoryUtils.generateJvmParametersStr(taskManager),
                    configured(TaskExecutorProcessUtils.generateDynamicConfigsStr(taskManager))));
        }
    }

    private List<String> configured(String settings) {
        return Stream.concat(Stream.of("--configDir", folder.configuration().toString()), words(settings).stream())
                .toList();
    }

    private LoggedProcess start(String name, String file, Class<?> program, String jvm, List<String> arguments)
            throws Exception {
        Path log = folder.logs().resolve(file + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FlinkDistribution.jvmOptions());
        command.addAll(words(jvm));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder.temporary(),
                "-Dlog.file=" + log,
                "-Dlogback.configurationFile=" + folder.logback().toUri(),
                "-cp",
                ours() + File.pathSeparator + FlinkDistribution.classPath(),
                ParentWatch.class.getName(),
                program.getName()));
        command.addAll(arguments);
        return new LoggedProcess(
                name,
                command,
                log,
                folder.logs().resolve(file + ".out"),
                Map.of("FLINK_CONF_DIR", folder.configuration().toString()));
    }

    private static List<String> words(String line) {
        return Stream.of(line.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Where {@link ParentWatch} is, and what stands in for a class of Flink's, which has to come before Flink's jars (decision 010).
     * Nothing else is used of what lies there: a user's jar has the same classes.
     */
    private static Path ours() throws URISyntaxException {
        return Path.of(ParentWatch.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private void awaitSlots() throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        try (var flink = new FlinkRest(rest)) {
            while (slots(flink) < options.allSlots()) {
                for (LoggedProcess member : members) {
                    if (!member.isAlive()) {
                        throw new BadInputException(member.howItEnded());
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new BadInputException("only %d of %d slots are there after %d s; logs are in %s"
                            .formatted(slots(flink), options.allSlots(), START.toSeconds(), folder.logs()));
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    /** A TaskManager joins first, and tells of its slots in another message: until then a job would find none. */
    static int slots(FlinkRest flink) throws InterruptedException {
        try {
            return flink.overview().slots();
        } catch (BadInputException | FlinkRefusal notYet) {
            return 0;
        }
    }

    private static void requireFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.getLocalPort();
        } catch (IOException taken) {
            throw new BadInputException("--port: %d is in use; name a free one".formatted(port), taken);
        }
    }

    /** Returns when every process is gone. */
    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            try (folder) {
                // What the others look for goes last, and they would look for it a while.
                List<LoggedProcess> zooKeeper = members.subList(0, Math.min(1, members.size()));
                end(members.subList(zooKeeper.size(), members.size()).reversed());
                end(zooKeeper);
            }
        });
    }

    private static void end(List<LoggedProcess> members) throws InterruptedException {
        for (LoggedProcess member : members) {
            member.askToEnd();
        }
        for (LoggedProcess member : members) {
            member.awaitEnd();
        }
    }
}
