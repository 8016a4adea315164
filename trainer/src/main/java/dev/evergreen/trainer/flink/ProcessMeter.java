package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.resource.ProcessCost;
import java.util.Optional;

/**
 * A process's meters at one moment, as they travel with a round.
 *
 * @param process which process was read: differences mean something within one only
 * @param cpuS CPU seconds so far, all threads
 * @param gcS seconds of garbage collection so far
 */
public record ProcessMeter(String process, double cpuS, double gcS) {

    /** Reads this process's meters and lets its peak heap begin anew. */
    static ProcessMeter start() {
        ProcessCost.resetPeakHeap();
        ProcessCost now = ProcessCost.now();
        return new ProcessMeter(thisProcess(), now.cpuS(), now.gcS());
    }

    /** What this process took since then; empty if another process was read then, before a restart perhaps. */
    Optional<ProcessCost> since() {
        return process.equals(thisProcess())
                ? Optional.of(ProcessCost.now().minus(new ProcessCost(cpuS, gcS, 0, 0, java.util.OptionalLong.empty())))
                : Optional.empty();
    }

    static String thisProcess() {
        return ProcessHandle.current().pid() + "@"
                + ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(Object::toString)
                        .orElse("");
    }
}
