package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.window.RetrainTrigger;
import dev.evergreen.trainer.window.WindowPolicy;
import java.util.OptionalLong;

/**
 * Foretells at which labels the trainer starts a round, by the trainer's own rule, for a stream that waits for each round
 * to end. Time does not pass here: a trigger by time is not foreseen.
 */
final class RetrainPoints {
    private final Pipeline pipeline;
    private RetrainTrigger trigger;

    RetrainPoints(Pipeline pipeline) {
        this(pipeline, RetrainTrigger.initial(0));
    }

    private RetrainPoints(Pipeline pipeline, RetrainTrigger trigger) {
        this.pipeline = pipeline;
        this.trigger = trigger;
    }

    /** For a pipeline that was ordered to train before its first label. */
    static RetrainPoints ordered(Pipeline pipeline) {
        var order = RetrainTrigger.initial(0).onControl(pipeline.retrain(), ControlMessage.Cause.USER, "ordered", 0, 0);
        return new RetrainPoints(pipeline, order.next());
    }

    /** Whether the next label will start a round. */
    boolean nextStartsRound() {
        return onRow().start().isPresent();
    }

    /** A label goes out: the number of the round that it starts, if it does. */
    OptionalLong labelSent() {
        RetrainTrigger.Step step = onRow();
        if (step.start().isEmpty()) {
            trigger = step.next();
            return OptionalLong.empty();
        }
        long round = step.start().get().round();
        trigger = step.next().onRoundFinished(round, 0).next();
        return OptionalLong.of(round);
    }

    private RetrainTrigger.Step onRow() {
        long rowsInWindow = Math.min(trigger.totalRows() + 1, pipeline.window().maxRows());
        return trigger.onRow(new WindowPolicy(pipeline.window()).attainable(pipeline.retrain()), rowsInWindow, 0);
    }
}
