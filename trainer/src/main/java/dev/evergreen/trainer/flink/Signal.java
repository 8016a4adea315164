package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.SearchResult;

/**
 * What a window hears from outside: an order to retrain, or that its round is finished.
 *
 * @param cause who ordered; for {@code FINISHED} without meaning
 * @param round that is finished, begun at {@code roundStartedAt}; for {@code RETRAIN} without meaning
 * @param result the JSON of that round's {@code SearchResult}; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record Signal(
        String pipeline,
        Kind kind,
        ControlMessage.Cause cause,
        String reason,
        long round,
        long roundStartedAt,
        byte[] result) {

    private static final byte[] NO_RESULT = {};

    /** What is said. */
    public enum Kind {
        RETRAIN,
        FINISHED
    }

    public static Signal retrain(ControlMessage message) {
        return new Signal(message.pipeline(), Kind.RETRAIN, message.cause(), message.reason(), 0, 0, NO_RESULT);
    }

    /** @param startedAt of that round, milliseconds since the epoch */
    public static Signal finished(String pipeline, long round, long startedAt) {
        return new Signal(pipeline, Kind.FINISHED, ControlMessage.Cause.USER, "", round, startedAt, NO_RESULT);
    }

    /** @param result as it stands on the topic of searches */
    public static Signal finished(String pipeline, SearchResult result, byte[] json) {
        return new Signal(
                pipeline,
                Kind.FINISHED,
                ControlMessage.Cause.USER,
                "",
                result.round(),
                result.startedAt().toEpochMilli(),
                json);
    }
}
