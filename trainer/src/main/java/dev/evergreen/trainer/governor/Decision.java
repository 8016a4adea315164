package dev.evergreen.trainer.governor;

import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.ResourceMetric.Action;

/**
 * How many fits the next round is to run at once, and why.
 *
 * @param next what to remember until then
 * @param reason one line for people, with the numbers
 */
public record Decision(GovernorState next, Action action, String reason) {

    public int nJobs() {
        return next.nJobs();
    }

    /** As it goes to {@code resource-metrics}, with what it rests on. */
    public ResourceMetric.Decision after(String pipeline, long round, RoundMeasure measure) {
        return new ResourceMetric.Decision(
                pipeline,
                round,
                measure.nJobs(),
                nJobs(),
                action,
                reason,
                measure.rate(),
                measure.gcShare(),
                measure.heapShare(),
                measure.throttledShare(),
                measure.cpuShare(),
                measure.runQueue(),
                measure.otherCpu());
    }
}
