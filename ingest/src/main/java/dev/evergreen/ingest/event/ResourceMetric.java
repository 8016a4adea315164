package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What training cost. Times are seconds, sizes bytes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ResourceMetric.Fit.class, name = "fit"),
    @JsonSubTypes.Type(value = ResourceMetric.Round.class, name = "round")
})
public sealed interface ResourceMetric {
    String pipeline();

    long round();

    /**
     * One fit, its scoring included.
     *
     * @param fold absent for the refit of the winner on the whole window
     * @param failure why it failed; absent if it did not
     * @param subtask of the fitting operator
     * @param wallS from the fit's start, without {@code queueWaitS}
     * @param cpuS of the fit's one thread
     * @param allocatedBytes by that thread
     */
    record Fit(
            String pipeline,
            long round,
            int candidate,
            Optional<Integer> fold,
            String learner,
            Map<String, ParameterValue> params,
            Optional<String> failure,
            int subtask,
            int trainRows,
            Instant startedAt,
            double wallS,
            double cpuS,
            double queueWaitS,
            long allocatedBytes)
            implements ResourceMetric {}

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
            double efficiency)
            implements ResourceMetric {}
}
