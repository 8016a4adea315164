package dev.evergreen.infra.embedded;

import dev.evergreen.infra.process.Ports;
import java.io.IOException;

/** A Kafka node that is broker and controller, and where on the loopback interface it listens. */
public record BrokerNode(int id, int brokerPort, int controllerPort) {

    /** On ports that are free now; another process may take them before the node does. */
    public static BrokerNode onFreePorts(int id) throws IOException {
        return new BrokerNode(id, Ports.free(), Ports.free());
    }
}
