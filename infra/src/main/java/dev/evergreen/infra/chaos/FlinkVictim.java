package dev.evergreen.infra.chaos;

import dev.evergreen.infra.process.LoggedProcess;
import java.time.Instant;

/**
 * A process of the Flink cluster, which its watch starts again. The cluster is well when a checkpoint that was begun after the
 * death is complete: every operator runs then, and results appear.
 */
final class FlinkVictim implements Victim {
    private final LoggedProcess process;
    private final TrainerOnFlink trainer;
    private long former = -1;
    private Instant died = Instant.MAX;

    FlinkVictim(LoggedProcess process, TrainerOnFlink trainer) {
        this.process = process;
        this.trainer = trainer;
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public void kill() throws InterruptedException {
        former = process.pid();
        process.kill();
        died = Instant.now();
    }

    @Override
    public boolean isWell() throws InterruptedException {
        return process.pid() != former && process.isAlive() && trainer.checkpointedSince(died);
    }
}
