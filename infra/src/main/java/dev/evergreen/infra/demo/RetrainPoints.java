package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.trainer.window.RetrainTrigger;
import dev.evergreen.trainer.window.WindowPolicy;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Foretells at which labels the trainer starts a round, by the trainer's own rule, for a stream that waits for each round
 * to end. Time does not pass here: a trigger by time is not foreseen.
 */
final class RetrainPoints {
    private final Pipeline pipeline;
    private RetrainTrigger trigger = RetrainTrigger.initial(0);

    RetrainPoints(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** For a pipeline that was ordered to train before its first label. */
    static RetrainPoints ordered(Pipeline pipeline) {
        var points = new RetrainPoints(pipeline);
        points.trigger = points.onOrder(ControlMessage.Cause.USER).next();
        return points;
    }

    /** Drift asks for a round: the number of the round that it starts, if it does. */
    OptionalLong asked() {
        return started(onOrder(ControlMessage.Cause.DRIFT));
    }

    /** Whether the next label will start a round. */
    boolean nextStartsRound() {
        return onRow().start().isPresent();
    }

    /** A label goes out: the number of the round that it starts, if it does. */
    OptionalLong labelSent() {
        return started(onRow());
    }

    private OptionalLong started(RetrainTrigger.Step step) {
        if (step.start().isEmpty()) {
            trigger = step.next();
            return OptionalLong.empty();
        }
        long round = step.start().get().round();
        trigger = step.next().onRoundFinished(round, 0).next();
        return OptionalLong.of(round);
    }

    private RetrainTrigger.Step onRow() {
        long number = trigger.totalRows() + 1;
        return trigger.onRow(retrain(), rowsInWindow(number), number, 0);
    }

    private RetrainTrigger.Step onOrder(ControlMessage.Cause cause) {
        var order = new RetrainTrigger.Order(cause, "", Optional.empty(), Optional.empty());
        return trigger.onControl(retrain(), order, rowsInWindow(trigger.totalRows()), 0);
    }

    private Retrain retrain() {
        return new WindowPolicy(pipeline.window()).attainable(pipeline.retrain());
    }

    private long rowsInWindow(long rows) {
        return Math.min(rows, pipeline.window().maxRows());
    }
}
