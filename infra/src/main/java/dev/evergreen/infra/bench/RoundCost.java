package dev.evergreen.infra.bench;

import dev.evergreen.infra.search.FileRounds;
import dev.evergreen.ingest.event.ResourceMetric;

/**
 * One measured round, and what it found.
 *
 * @param wallS from the trigger to the refitted winner
 * @param cpuS of the fits
 * @param processCpuS of the whole process meanwhile
 * @param gcS of collecting garbage meanwhile
 * @param efficiency {@code cpuS} for each second and each of n_jobs
 */
public record RoundCost(
        double wallS,
        double cpuS,
        double processCpuS,
        double gcS,
        double efficiency,
        double bestScore,
        String artifactSha256) {

    static RoundCost of(FileRounds.Outcome outcome) {
        ResourceMetric.Round cost = outcome.cost();
        var result = outcome.result();
        return new RoundCost(
                result.wallS(),
                cost.cpuS(),
                cost.processCpuS().orElseThrow(),
                cost.gcS().orElseThrow(),
                cost.efficiency(),
                result.candidates().getFirst().scores().get(result.refit()).mean(),
                result.artifactSha256().orElseThrow());
    }
}
