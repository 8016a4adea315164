package dev.evergreen.infra.chaos;

import dev.evergreen.infra.kafka.KafkaConnection;
import java.nio.file.Path;

/** Where the workload runs: all that a pipeline needs. */
interface Stage extends AutoCloseable {
    KafkaConnection kafka();

    /** Where the trainer leaves the window of a round while that is on. */
    Path windows();

    /** @throws RuntimeException if something has ended that nobody has killed */
    void requireRunning();

    /** The one that a fault is for. */
    Victim victim(Fault fault);

    /** Ends ingest and evaluator, in order: nothing of theirs appears any more. */
    void endApps() throws Exception;

    /** Starts one. */
    @FunctionalInterface
    interface Start {
        /** @param folder for what it keeps and is to be looked at later, which is empty */
        Stage on(Path folder) throws Exception;
    }
}
