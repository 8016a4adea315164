package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.trainer.resource.ProcessCost;
import java.util.Optional;

/** Puts together what a round cost: what its fits say, and what the process says that began it. */
final class RoundCost {
    private RoundCost() {}

    /** @param wallS seconds from the round's start to its end, which is now */
    static ResourceMetric.Round of(Carried round, double wallS) {
        SearchResult result = round.result();
        RoundTally tally = round.tally();
        Optional<ProcessCost> process = round.meter().since();
        var load = new RoundLoad(tally.loads().values());
        double speedup = wallS > 0 ? tally.cpuS() / wallS : 0;
        return new ResourceMetric.Round(
                result.pipeline(),
                result.round(),
                result.nJobs(),
                tally.fits(),
                tally.failedFits(),
                result.startedAt(),
                wallS,
                tally.cpuS(),
                process.map(ProcessCost::cpuS),
                process.map(ProcessCost::gcS).or(load::gcS),
                process.map(ProcessCost::peakHeapBytes),
                tally.allocatedBytes(),
                speedup,
                speedup / result.nJobs(),
                wallS > 0 ? tally.wallS() / wallS : 0,
                tally.fits() > 0 ? tally.queueWaitS() / tally.fits() : 0,
                tally.costError(),
                tally.work(),
                tally.foundAgain(),
                load.liveHeapBytes(),
                load.maxHeapBytes(),
                load.throttledS(),
                load.runQueue(),
                load.otherCpu(),
                load.cores());
    }
}
