package dev.evergreen.infra.chaos;

import dev.evergreen.infra.cluster.BrokerCluster;
import dev.evergreen.infra.process.LoggedProcess;
import java.io.IOException;

/** One of the brokers; well when every partition has all of its copies again. */
record BrokerVictim(LoggedProcess process, BrokerCluster brokers) implements Victim {

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public void kill() throws InterruptedException, IOException {
        process.kill();
        process.startAgain();
    }

    @Override
    public boolean isWell() throws InterruptedException {
        return brokers.isWhole(process);
    }
}
