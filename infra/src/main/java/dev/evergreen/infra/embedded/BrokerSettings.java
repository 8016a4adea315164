package dev.evergreen.infra.embedded;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * How a Kafka node on this machine is set up: small, quick to start. Each of them is broker and controller, and holds all
 * that there is; a record is safe with most of them.
 *
 * @param nodes all of the cluster, {@code self} among them: one, or three
 */
public record BrokerSettings(Path directory, BrokerNode self, List<BrokerNode> nodes) {
    static final String HOST = "127.0.0.1";
    private static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int MAX_MESSAGE_BYTES = 36 << 20;

    public BrokerSettings {
        nodes = List.copyOf(nodes);
    }

    public String bootstrapServers() {
        return nodes.stream().map(BrokerSettings::address).collect(joining(","));
    }

    /** Where clients reach it. */
    public static String address(BrokerNode node) {
        return HOST + ":" + node.brokerPort();
    }

    /** As Kafka is given them. */
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        map.put("process.roles", "broker,controller");
        map.put("node.id", Integer.toString(self.id()));
        map.put("listeners", "BROKER://%s,CONTROLLER://%s:%d".formatted(address(self), HOST, self.controllerPort()));
        map.put("advertised.listeners", "BROKER://" + address(self));
        map.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        map.put("inter.broker.listener.name", "BROKER");
        map.put("controller.listener.names", CONTROLLER_LISTENER);
        map.put(
                "controller.quorum.voters",
                nodes.stream()
                        .map(node -> "%d@%s:%d".formatted(node.id(), HOST, node.controllerPort()))
                        .collect(joining(",")));
        map.put("log.dirs", directory.toString());

        map.put("auto.create.topics.enable", "false");
        map.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        map.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        map.put("transaction.max.timeout.ms", "3600000");
        map.put("group.initial.rebalance.delay.ms", "0");

        String copies = Integer.toString(nodes.size());
        String majority = Integer.toString(nodes.size() / 2 + 1);
        map.put("default.replication.factor", copies);
        map.put("min.insync.replicas", majority);
        map.put("offsets.topic.replication.factor", copies);
        map.put("offsets.topic.num.partitions", "3");
        map.put("transaction.state.log.replication.factor", copies);
        map.put("transaction.state.log.min.isr", majority);
        map.put("transaction.state.log.num.partitions", "3");
        map.put("share.coordinator.state.topic.replication.factor", copies);
        map.put("share.coordinator.state.topic.min.isr", majority);
        map.put("share.coordinator.state.topic.num.partitions", "1");

        // After a commit the next transaction's first records wait until the last one's markers are written. Looked for
        // every 20 ms, as by default, they wait for most of that: a gap after each commit, ten times a second.
        map.put("add.partitions.to.txn.retry.backoff.ms", "1");

        // The defaults are for a machine of its own: 128 MiB for the cleaner, threads by the dozen.
        map.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        map.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        map.put("num.network.threads", "2");
        map.put("num.io.threads", "4");
        map.put("background.threads", "2");
        if (nodes.size() == 1) {
            // A lone voter need not wait for others.
            map.put("controller.quorum.election.timeout.ms", "100");
            // Nor tell them that it is there, twice a second as by default. Each such record is forced to the disk, and
            // what else the file system has to write with it: records of other partitions waited for up to 65 ms.
            map.put("metadata.max.idle.interval.ms", "0");
        }
        return map;
    }

    /** Prepares the directory, unless a node has used it before. */
    public void format(Uuid cluster) throws IOException {
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(self.id())
                    .setClusterId(cluster.toString())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + directory, e);
        }
    }
}
