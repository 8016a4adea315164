package dev.evergreen.infra.cli;

import java.nio.file.Path;

/**
 * A Flink cluster on this machine.
 *
 * @param taskManagers processes that work, at least one
 * @param slots of each, at least one
 * @param port of the REST API and the page
 * @param heapMb of each process that works
 * @param folder for configuration, logs, checkpoints and savepoints
 */
public record ClusterOptions(int taskManagers, int slots, int port, int heapMb, Path folder) {

    /** Slots of all TaskManagers together. */
    public int allSlots() {
        return taskManagers * slots;
    }
}
