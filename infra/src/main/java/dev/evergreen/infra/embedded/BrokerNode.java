package dev.evergreen.infra.embedded;

import dev.evergreen.infra.process.Ports;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** A Kafka node that is broker and controller, and where on the loopback interface it listens. */
public record BrokerNode(int id, int brokerPort, int controllerPort) {

    /** Nodes numbered from 1 on, on ports that are free now; another process may take them before the nodes do. */
    public static List<BrokerNode> onFreePorts(int count) throws IOException {
        List<Integer> ports = Ports.free(2 * count);
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> new BrokerNode(id, ports.get(2 * id - 2), ports.get(2 * id - 1)))
                .toList();
    }
}
