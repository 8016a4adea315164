package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.SearchResult;

/**
 * A round before its winner is refitted: what the refit's result is published with.
 *
 * @param result complete but for artifact and time
 * @param fits done so far, {@code failedFits} of them in vain
 * @param cpuS of these fits together
 * @param allocatedBytes by these fits together
 * @param meter the process's meters when the round began
 */
record Carried(SearchResult result, int fits, int failedFits, double cpuS, long allocatedBytes, ProcessMeter meter) {

    Carried plus(FitReport refit) {
        return new Carried(
                result,
                fits + 1,
                failedFits + (refit.failed() ? 1 : 0),
                cpuS + refit.cpuS(),
                allocatedBytes + refit.allocatedBytes(),
                meter);
    }
}
