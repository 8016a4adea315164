package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.trainer.window.RetrainTrigger;
import java.time.Instant;
import java.util.Optional;

/**
 * What a window hears from outside: an order to retrain, or that its round is finished.
 *
 * @param cause who ordered; for {@code FINISHED} without meaning
 * @param changedAt when the change began that is the cause, in milliseconds of event time; 0 if nothing is said of one
 * @param upTo the greatest event time that was evaluated when it was ordered, in milliseconds; {@link #UNTOLD} if nothing is said of it
 * @param round that is finished, begun at {@code roundStartedAt}; for {@code RETRAIN} without meaning
 * @param result the JSON of that round's {@code SearchResult}; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record Signal(
        String pipeline,
        Kind kind,
        ControlMessage.Cause cause,
        String reason,
        long changedAt,
        long upTo,
        long round,
        long roundStartedAt,
        byte[] result) {

    private static final long UNTOLD = Long.MAX_VALUE;
    private static final byte[] NO_RESULT = {};

    /** What is said. */
    public enum Kind {
        RETRAIN,
        FINISHED
    }

    public static Signal retrain(ControlMessage message) {
        long changedAt = message.since().map(Instant::toEpochMilli).orElse(0L);
        long upTo = message.upTo().map(Instant::toEpochMilli).orElse(UNTOLD);
        return new Signal(
                message.pipeline(), Kind.RETRAIN, message.cause(), message.reason(), changedAt, upTo, 0, 0, NO_RESULT);
    }

    RetrainTrigger.Order order() {
        return new RetrainTrigger.Order(
                cause,
                reason,
                changedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(changedAt)),
                upTo == UNTOLD ? Optional.empty() : Optional.of(Instant.ofEpochMilli(upTo)));
    }

    /** @param startedAt of that round, milliseconds since the epoch */
    public static Signal finished(String pipeline, long round, long startedAt) {
        return new Signal(
                pipeline, Kind.FINISHED, ControlMessage.Cause.USER, "", 0, UNTOLD, round, startedAt, NO_RESULT);
    }

    /** @param result as it stands on the topic of searches */
    public static Signal finished(String pipeline, SearchResult result, byte[] json) {
        return new Signal(
                pipeline,
                Kind.FINISHED,
                ControlMessage.Cause.USER,
                "",
                0,
                UNTOLD,
                result.round(),
                result.startedAt().toEpochMilli(),
                json);
    }
}
