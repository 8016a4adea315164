package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.embedded.BrokerNode;
import dev.evergreen.infra.embedded.BrokerSettings;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.infra.process.LoggedProcess;
import dev.evergreen.infra.process.ParentWatch;
import dev.evergreen.infra.process.ProcessLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.Kafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/**
 * Three Kafka nodes in processes of their own on the loopback interface: each record is on all of them, and is there once two
 * have it. None outlives this process, and nothing of them is meant to be used again. Not for several threads.
 */
public final class BrokerCluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Path folder;
    private final Path logs;
    private final List<BrokerNode> nodes;
    private final List<LoggedProcess> members = new ArrayList<>();

    private BrokerCluster(List<BrokerNode> nodes, Path folder, Path logs) {
        this.nodes = nodes;
        this.folder = folder;
        this.logs = logs;
    }

    /**
     * Starts it and returns when all nodes have joined; if one does not, all are ended again.
     *
     * @param folder for what they hold
     * @param logs folder for their logs
     * @throws BadInputException if one ends
     */
    public static BrokerCluster start(Path folder, Path logs) throws Exception {
        var cluster = new BrokerCluster(BrokerNode.onFreePorts(NODES), folder, Files.createDirectories(logs));
        try {
            cluster.startMembers();
            cluster.awaitWhole();
            return cluster;
        } catch (Exception failed) {
            cluster.close();
            throw failed;
        }
    }

    public KafkaConnection connection() {
        return KafkaConnection.to(settings(nodes.getFirst()).bootstrapServers());
    }

    public List<LoggedProcess> members() {
        return List.copyOf(members);
    }

    /** Whether all nodes are there, the asked one not least, and have all records that they should have. */
    public boolean isWhole(LoggedProcess asked) throws InterruptedException {
        BrokerNode node = nodes.get(members.indexOf(asked));
        try (var admin = KafkaConnection.to(BrokerSettings.address(node)).admin()) {
            return admin.describeCluster().nodes().get().size() == NODES && isCopied(admin);
        } catch (ExecutionException | KafkaProblemException notYet) {
            return false;
        }
    }

    private static boolean isCopied(Admin admin) throws InterruptedException, ExecutionException {
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(List::stream)
                .allMatch(p -> p.isr().size() == p.replicas().size());
    }

    private void startMembers() throws IOException {
        ProcessLog.write(Files.createDirectories(folder));
        Uuid cluster = Uuid.randomUuid();
        for (BrokerNode node : nodes) {
            BrokerSettings settings = settings(node);
            Files.createDirectories(settings.directory());
            settings.format(cluster);
            members.add(start(node, settings));
        }
    }

    private BrokerSettings settings(BrokerNode node) {
        return new BrokerSettings(folder.resolve("node-" + node.id()), node, nodes);
    }

    private LoggedProcess start(BrokerNode node, BrokerSettings settings) throws IOException {
        String name = "broker-" + node.id();
        Path file = Files.writeString(folder.resolve(name + ".properties"), PropertiesText.of(settings.toMap()));
        Path log = logs.resolve(name + ".log");
        var java = JavaCommand.ofThisProcess();
        var options = List.of(
                "-Xmx256m",
                "-Dlog.file=" + log,
                "-Dlogback.configurationFile=" + ProcessLog.in(folder).toUri());
        var command = new JavaCommand(java.java(), options, java.classPath())
                .running(ParentWatch.class, folder, List.of(Kafka.class.getName(), file.toString()));
        return new LoggedProcess("broker " + node.id(), command, log, logs.resolve(name + ".out"), Map.of());
    }

    private void awaitWhole() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isWhole(members.getFirst())) {
            for (LoggedProcess member : members) {
                if (!member.isAlive()) {
                    throw new BadInputException(member.howItEnded());
                }
            }
            if (System.nanoTime() > deadline) {
                throw new BadInputException("not all of %d brokers joined within %d s; logs are in %s"
                        .formatted(NODES, START.toSeconds(), logs));
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** Returns when every process is gone. */
    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            for (LoggedProcess member : members) {
                member.kill();
            }
        });
    }
}
