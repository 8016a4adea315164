package dev.evergreen.infra.bench.change;

import dev.evergreen.ingest.event.Prediction;
import java.util.HashSet;
import java.util.List;

/**
 * Whether every event has its prediction.
 *
 * @param lost events without one
 * @param twice predictions of an event that has one already
 * @param backwards predictions by a model older than that of the one before
 */
record Accounts(long lost, long twice, long backwards) {

    /** @param predictions in the order of their topic */
    static Accounts of(List<Prediction> predictions, long events) {
        var ids = new HashSet<String>();
        long twice = 0;
        long backwards = 0;
        long round = 0;
        for (Prediction prediction : predictions) {
            twice += ids.add(prediction.id()) ? 0 : 1;
            long by = prediction.round().orElse(0L);
            backwards += by < round ? 1 : 0;
            round = by;
        }
        return new Accounts(events - ids.size(), twice, backwards);
    }

    boolean exactlyOnce() {
        return lost == 0 && twice == 0 && backwards == 0;
    }
}
