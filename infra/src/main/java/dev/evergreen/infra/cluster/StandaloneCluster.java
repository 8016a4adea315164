package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.ClusterOptions;
import dev.evergreen.infra.cluster.FlinkProcess.Role;
import dev.evergreen.infra.embedded.Uninterrupted;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A JobManager and TaskManagers in processes of their own, from the jars that are here anyway. A TaskManager that ends is
 * started again. None outlives this process. Not for several threads.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** A TaskManager that ends sooner, so often in a row, will not run at all. */
    private static final Duration TOO_SOON = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 3;

    private final ClusterOptions options;
    private final ClusterFolder folder;
    private final URI rest;
    private final List<ClusterMember> members = new ArrayList<>();
    private int tooSoon;

    private StandaloneCluster(ClusterOptions options, ClusterFolder folder) {
        this.options = options;
        this.folder = folder;
        this.rest = URI.create("http://localhost:" + options.port());
    }

    /**
     * Starts it and returns when all TaskManagers have joined; if one does not, all are ended again.
     *
     * @throws BadInputException if a port or the folder is in use, or a process ends
     */
    static StandaloneCluster start(ClusterOptions options) throws Exception {
        requireFree(options.port());
        var cluster = new StandaloneCluster(options, ClusterFolder.open(options.folder()));
        try {
            cluster.startMembers();
            cluster.awaitTaskManagers();
            return cluster;
        } catch (Exception failed) {
            cluster.close();
            throw failed;
        }
    }

    URI rest() {
        return rest;
    }

    /** The JobManager first. */
    List<ClusterMember> members() {
        return List.copyOf(members);
    }

    /**
     * Returns when the caller is interrupted alone.
     *
     * @param notes is told of TaskManagers that were started again
     * @throws BadInputException if a process ends for good
     */
    void watch(Consumer<String> notes) throws InterruptedException, IOException {
        while (true) {
            Thread.sleep(LOOK_AGAIN);
            requireJobManager();
            for (ClusterMember member : members) {
                if (!member.isAlive()) {
                    startAgain(member, notes);
                }
            }
        }
    }

    private void startAgain(ClusterMember member, Consumer<String> notes) throws IOException {
        String end = member.howItEnded();
        tooSoon = member.age().compareTo(TOO_SOON) < 0 ? tooSoon + 1 : 0;
        if (tooSoon >= ATTEMPTS) {
            throw new BadInputException(end);
        }
        member.startAgain();
        notes.accept("%s; started again with pid %d".formatted(end, member.pid()));
    }

    private void startMembers() throws Exception {
        Configuration settings = ClusterSettings.of(options, folder, freePort());
        folder.write(settings);
        var jobManager = JobManagerProcessUtils.processSpecFromConfig(settings);
        members.add(start(
                "JobManager",
                Role.JOB_MANAGER,
                "jobmanager",
                JobManagerProcessUtils.generateJvmParametersStr(jobManager, settings),
                JobManagerProcessUtils.generateDynamicConfigsStr(jobManager)));
        var taskManager = TaskExecutorProcessUtils.processSpecFromConfig(settings);
        for (int i = 1; i <= options.taskManagers(); i++) {
            members.add(start(
                    "TaskManager " + i,
                    Role.TASK_MANAGER,
                    "taskmanager-" + i,
                    ProcessMemoryUtils.generateJvmParametersStr(taskManager),
                    TaskExecutorProcessUtils.generateDynamicConfigsStr(taskManager)));
        }
    }

    private ClusterMember start(String name, Role role, String file, String jvm, String settings) throws Exception {
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
                FlinkProcess.class.getName(),
                role.name(),
                "--configDir",
                folder.configuration().toString()));
        command.addAll(words(settings));
        return new ClusterMember(
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

    /** Where {@link FlinkProcess} is. */
    private static Path ours() throws URISyntaxException {
        return Path.of(FlinkProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private void awaitTaskManagers() throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        try (var flink = new FlinkRest(rest)) {
            while (joined(flink) < options.taskManagers()) {
                for (ClusterMember member : members) {
                    if (!member.isAlive()) {
                        throw new BadInputException(member.howItEnded());
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new BadInputException("only %d of %d TaskManagers joined within %d s; logs are in %s"
                            .formatted(joined(flink), options.taskManagers(), START.toSeconds(), folder.logs()));
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    private static int joined(FlinkRest flink) throws InterruptedException {
        try {
            return flink.overview().taskManagers();
        } catch (BadInputException | FlinkRefusal notYet) {
            return 0;
        }
    }

    private void requireJobManager() {
        ClusterMember jobManager = members.getFirst();
        if (!jobManager.isAlive()) {
            throw new BadInputException(jobManager.howItEnded());
        }
    }

    private static void requireFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.getLocalPort();
        } catch (IOException taken) {
            throw new BadInputException("--port: %d is in use; name a free one".formatted(port), taken);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns when every process is gone. */
    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            try (folder) {
                // TaskManagers first: they would look for the other a while.
                for (ClusterMember member : members.reversed()) {
                    member.askToEnd();
                }
                for (ClusterMember member : members.reversed()) {
                    member.awaitEnd();
                }
            }
        });
    }
}
