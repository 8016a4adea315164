package dev.evergreen.trainer.governor;

import java.util.Optional;

/**
 * What one round did and what it met, as the governor's only input. Times are seconds, sizes bytes. What could not be
 * measured is absent.
 *
 * @param nJobs fits at once that it was planned for
 * @param failure why it says nothing: it brought no model, or was interrupted by a restart
 * @param work of the fits that succeeded, in the unit of {@link dev.evergreen.trainer.search.CostFormula}; the same for
 *     the same plan
 * @param wallS from its start to its refitted winner
 * @param cpuS of all its fits, {@code fitWallS} the sum of their walls
 * @param gcS that the collectors report meanwhile
 * @param processCpuS of the whole process meanwhile
 * @param liveHeapBytes after the last collection that looked at the old objects
 * @param throttledS that the process was held back by a CPU quota, summed over the cores
 * @param runQueue mean number of threads that ran or waited for a core, of all processes, this one included
 * @param otherCpu mean number of cores that other processes used
 * @param cores of the machine that was measured, whatever share of them this process may use
 */
public record RoundMeasure(
        int nJobs,
        Optional<String> failure,
        double work,
        double wallS,
        double cpuS,
        double fitWallS,
        Optional<Double> gcS,
        Optional<Double> processCpuS,
        Optional<Long> liveHeapBytes,
        long maxHeapBytes,
        Optional<Double> throttledS,
        Optional<Double> runQueue,
        Optional<Double> otherCpu,
        int cores) {

    /** Work a second; absent if there was none. */
    Optional<Double> rate() {
        return work > 0 && wallS > 0 ? Optional.of(work / wallS) : Optional.empty();
    }

    Optional<Double> gcShare() {
        return wallS > 0 ? gcS.map(s -> s / wallS) : Optional.empty();
    }

    Optional<Double> heapShare() {
        return maxHeapBytes > 0 ? liveHeapBytes.map(live -> (double) live / maxHeapBytes) : Optional.empty();
    }

    /** Of the time that all cores had. */
    Optional<Double> throttledShare() {
        return wallS > 0 ? throttledS.map(s -> s / (wallS * cores)) : Optional.empty();
    }

    /**
     * Of the time in which fits could have computed: {@code cpuS / (fitWallS - nJobs * gcS)}, as a collection stops them
     * all. Absent where collecting took most of the time.
     */
    Optional<Double> cpuShare() {
        double couldRun = fitWallS - nJobs * gcS.orElse(0.0);
        return couldRun > fitWallS / 2 ? Optional.of(Math.min(1, cpuS / couldRun)) : Optional.empty();
    }
}
