package dev.evergreen.infra.bench.change;

import dev.evergreen.ingest.event.Prediction;
import java.util.BitSet;

/**
 * Whether every event has its prediction.
 *
 * @param lost events without one
 * @param twice predictions of an event that has one already
 * @param backwards predictions by a model older than that of the one before
 */
record Accounts(long lost, long twice, long backwards) {

    boolean exactlyOnce() {
        return lost == 0 && twice == 0 && backwards == 0;
    }

    /** Counts predictions as they come, in the order of their topic. Events are numbered from 0 and have their number as id. */
    static final class Book {
        private final BitSet answered = new BitSet();
        private long twice;
        private long backwards;
        private long round;

        /** @throws NumberFormatException if it is of none of the events */
        void enter(Prediction prediction) {
            int event = Integer.parseInt(prediction.id());
            twice += answered.get(event) ? 1 : 0;
            answered.set(event);
            long by = prediction.round().orElse(0L);
            backwards += by < round ? 1 : 0;
            round = by;
        }

        /** @param events that there were in all */
        Accounts of(long events) {
            return new Accounts(events - answered.cardinality(), twice, backwards);
        }
    }
}
