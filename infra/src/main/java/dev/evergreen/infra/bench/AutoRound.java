package dev.evergreen.infra.bench;

import dev.evergreen.infra.search.FileRounds;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.ResourceMetric.Action;
import java.util.Optional;

/**
 * One round among others of its job.
 *
 * @param wallS from the trigger to the refitted winner
 * @param nJobs fits at once
 * @param action what was decided after it, with {@code reason}; absent where n_jobs is fixed
 * @param cpuS of the fits
 * @param otherCpu cores that other processes used meanwhile; absent where the system does not tell
 * @param burner whether another process burned a core
 */
public record AutoRound(
        int round,
        double wallS,
        int nJobs,
        Optional<Action> action,
        Optional<String> reason,
        double cpuS,
        Optional<Double> otherCpu,
        boolean burner,
        String artifactSha256) {

    static AutoRound of(FileRounds.Outcome outcome, boolean burner) {
        ResourceMetric.Round cost = outcome.cost();
        return new AutoRound(
                Math.toIntExact(cost.round()),
                cost.wallS(),
                cost.nJobs(),
                outcome.decision().map(ResourceMetric.Decision::action),
                outcome.decision().map(ResourceMetric.Decision::reason),
                cost.cpuS(),
                cost.otherCpu(),
                burner,
                outcome.result().artifactSha256().orElseThrow());
    }
}
