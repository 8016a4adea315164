package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.SearchResult;

/**
 * A round before its winner is refitted: what the refit's result is published with.
 *
 * @param result complete but for artifact, time and cost
 * @param tally of the fits so far
 * @param meter the process's meters when the round began
 */
record Carried(SearchResult result, RoundTally tally, ProcessMeter meter) {

    Carried with(RoundTally more) {
        return new Carried(result, more, meter);
    }
}
