package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ControlMessage;

/**
 * What a window hears from outside: an order to retrain, or that its round is finished.
 *
 * @param cause who ordered; for {@code FINISHED} without meaning
 * @param round that is finished, begun at {@code roundStartedAt}; for {@code RETRAIN} without meaning
 */
public record Signal(
        String pipeline, Kind kind, ControlMessage.Cause cause, String reason, long round, long roundStartedAt) {

    /** What is said. */
    public enum Kind {
        RETRAIN,
        FINISHED
    }

    public static Signal retrain(ControlMessage message) {
        return new Signal(message.pipeline(), Kind.RETRAIN, message.cause(), message.reason(), 0, 0);
    }

    /** @param startedAt of that round, milliseconds since the epoch */
    public static Signal finished(String pipeline, long round, long startedAt) {
        return new Signal(pipeline, Kind.FINISHED, ControlMessage.Cause.USER, "", round, startedAt);
    }
}
