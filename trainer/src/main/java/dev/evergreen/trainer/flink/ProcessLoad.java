package dev.evergreen.trainer.flink;

import java.util.Optional;

/**
 * What a process that fits has met since its first fit of a round. What the system does not tell is absent.
 *
 * @param process which one
 * @param wallS how long that is
 * @param gcS seconds of garbage collection meanwhile
 * @param liveHeapBytes after the last collection that looked at the old objects, of {@code maxHeapBytes}
 * @param throttledS that the process was held back by a CPU quota, summed over the cores
 * @param runQueue mean number of threads that ran or waited for a core, of all processes
 * @param otherCpu mean number of cores that other processes used
 * @param cores of the machine
 */
record ProcessLoad(
        String process,
        double wallS,
        double gcS,
        Optional<Long> liveHeapBytes,
        long maxHeapBytes,
        Optional<Double> throttledS,
        Optional<Double> runQueue,
        Optional<Double> otherCpu,
        int cores) {}
