package dev.evergreen.infra.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the embedded broker is set up: one node that is broker and controller, small, quick to start. */
record BrokerSettings(Path directory, int brokerPort, int controllerPort) {
    static final int NODE_ID = 1;
    static final String HOST = "127.0.0.1";
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int MAX_MESSAGE_BYTES = 36 << 20;

    String bootstrapServers() {
        return HOST + ":" + brokerPort;
    }

    Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        map.put("process.roles", "broker,controller");
        map.put("node.id", Integer.toString(NODE_ID));
        map.put("listeners", "BROKER://%s,CONTROLLER://%s:%d".formatted(bootstrapServers(), HOST, controllerPort));
        map.put("advertised.listeners", "BROKER://" + bootstrapServers());
        map.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        map.put("inter.broker.listener.name", "BROKER");
        map.put("controller.listener.names", CONTROLLER_LISTENER);
        map.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
        map.put("log.dirs", directory.toString());

        map.put("auto.create.topics.enable", "false");
        map.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        map.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        map.put("transaction.max.timeout.ms", "3600000");
        map.put("group.initial.rebalance.delay.ms", "0");

        map.put("offsets.topic.replication.factor", "1");
        map.put("offsets.topic.num.partitions", "3");
        map.put("transaction.state.log.replication.factor", "1");
        map.put("transaction.state.log.min.isr", "1");
        map.put("transaction.state.log.num.partitions", "3");
        map.put("share.coordinator.state.topic.replication.factor", "1");
        map.put("share.coordinator.state.topic.min.isr", "1");
        map.put("share.coordinator.state.topic.num.partitions", "1");

        // The defaults are for a machine of its own: 128 MiB for the cleaner, threads by the dozen.
        map.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        map.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        map.put("num.network.threads", "2");
        map.put("num.io.threads", "4");
        map.put("background.threads", "2");
        // A lone voter need not wait for others.
        map.put("controller.quorum.election.timeout.ms", "100");
        return map;
    }
}
