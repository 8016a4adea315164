package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What training cost, and what {@code n_jobs: auto} made of it. Times are seconds, sizes bytes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ResourceMetric.Fit.class, name = "fit"),
    @JsonSubTypes.Type(value = ResourceMetric.Round.class, name = "round"),
    @JsonSubTypes.Type(value = ResourceMetric.Decision.class, name = "decision")
})
public sealed interface ResourceMetric {
    String pipeline();

    long round();

    /**
     * One fit, its scoring included.
     *
     * @param candidate of those that the fit served, the dearest, whose are {@code learner} and {@code params}
     * @param candidates all that it served, by number
     * @param fold absent for the refit of the winner on the whole window, several threads' parts of it added up
     * @param windowPart that it trained on; absent if it was the whole window
     * @param failure why it failed; absent if it did not, for one of its candidates at least
     * @param subtask of the fitting operator
     * @param wallS from the fit's start, without {@code queueWaitS}
     * @param cpuS of the fit's one thread
     * @param allocatedBytes by that thread, freed or not
     * @param expectedCpuS what the cost model expected of {@code cpuS} before the fit
     * @param expectedBytes of memory that the fit was expected to need at its peak, beside the shared window
     * @param again whether the fit was done before a failure and only its outcome was found again
     */
    record Fit(
            String pipeline,
            long round,
            int candidate,
            List<Integer> candidates,
            Optional<Integer> fold,
            String learner,
            Map<String, ParameterValue> params,
            Optional<WindowPart> windowPart,
            Optional<String> failure,
            int subtask,
            int trainRows,
            Instant startedAt,
            double wallS,
            double cpuS,
            double queueWaitS,
            long allocatedBytes,
            double expectedCpuS,
            long expectedBytes,
            boolean again)
            implements ResourceMetric {
        public Fit {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * One round, from its start to the refitted winner.
     *
     * @param nJobs fits at once that were asked for, resolved to a number
     * @param cpuS of all fits together
     * @param processCpuS of the whole process meanwhile; absent, as are {@code gcS} and {@code peakHeapBytes}, if the round
     *     began in another process
     * @param gcS collection time of the process meanwhile
     * @param peakHeapBytes of the process meanwhile, as far as it was sampled
     * @param speedup {@code cpuS / wallS}: how many cores' worth of fitting went on at once
     * @param efficiency {@code speedup / nJobs}
     * @param effectiveNJobs how many fits ran at once on average, whether or not they had a core: seconds of all fits
     *     together over {@code wallS}
     * @param queueWaitS of a fit on average
     * @param costError of the cost model: the absolute differences of expected and measured CPU seconds over the measured
     *     ones; absent where nothing was measured
     * @param work done, in the unit of the cost formula: the same for the same search and window, however long it took
     * @param foundAgain fits that had been done before a failure
     * @param liveHeapBytes after the last collection that looked at the old objects, in the process with the fullest heap;
     *     absent, as is all that follows, where the system does not tell
     * @param maxHeapBytes that the smallest heap may grow to
     * @param throttledS that a fitting process was held back by a CPU quota, on average, summed over its cores
     * @param runQueue mean number of threads that ran or waited for a core while fits ran, of all processes
     * @param otherCpu mean number of cores that other processes used meanwhile
     * @param cores of a machine that fitted
     */
    record Round(
            String pipeline,
            long round,
            int nJobs,
            int fits,
            int failedFits,
            Instant startedAt,
            double wallS,
            double cpuS,
            Optional<Double> processCpuS,
            Optional<Double> gcS,
            Optional<Long> peakHeapBytes,
            long allocatedBytes,
            double speedup,
            double efficiency,
            @JsonProperty("effective_n_jobs") double effectiveNJobs,
            double queueWaitS,
            Optional<Double> costError,
            double work,
            int foundAgain,
            Optional<Long> liveHeapBytes,
            Optional<Long> maxHeapBytes,
            Optional<Double> throttledS,
            Optional<Double> runQueue,
            Optional<Double> otherCpu,
            Optional<Integer> cores)
            implements ResourceMetric {}

    /**
     * How many fits the next round is to run at once; only with {@code n_jobs: auto}, one after each round.
     *
     * @param nJobsBefore what {@code round} ran with
     * @param nJobsAfter what the next is to run with
     * @param reason one line for people, with the numbers
     * @param rate work a second of that round; the unit is the cost formula's, so that only ratios within a pipeline mean
     *     anything
     * @param gcShare of the round's wall time
     * @param heapShare of the largest heap, what was live after a collection
     * @param throttledShare of the cores' time, held back by a CPU quota
     * @param cpuShare of the fits' wall time without collections: below 1, they waited for a core
     * @param runQueue mean number of threads that ran or waited for a core, of all processes
     * @param otherCpu mean number of cores that other processes used
     */
    record Decision(
            String pipeline,
            long round,
            int nJobsBefore,
            int nJobsAfter,
            Action action,
            String reason,
            Optional<Double> rate,
            Optional<Double> gcShare,
            Optional<Double> heapShare,
            Optional<Double> throttledShare,
            Optional<Double> cpuShare,
            Optional<Double> runQueue,
            Optional<Double> otherCpu)
            implements ResourceMetric {}

    /** What a decision does. */
    enum Action {
        /** Measure again: the round ran code that the JVM had not compiled. */
        WARM_UP,
        /** Measure again: the gain is too close to call. */
        MEASURE,
        /** Go up: there is room, and so far it has paid. */
        CLIMB,
        /** Stay at what is best so far. */
        STAY,
        /** Go down: more did not pay. */
        RETURN,
        /** Go down: something else needs the memory or the cores. */
        BACK_OFF,
        /** The round says nothing. */
        IGNORE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
