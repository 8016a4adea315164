package dev.evergreen.infra.demo;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.infra.replay.Pace;
import dev.evergreen.infra.replay.Replay;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * All rows of a source through one pipeline of a running stack.
 *
 * @param scoreboard that somebody else keeps
 */
record PipelineRun(Pipeline pipeline, RowSource source, Schedule schedule, EmbeddedStack stack, Scoreboard scoreboard) {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** Sends all rows; without a rate in lock step with what comes out. */
    void replay(RetrainPoints points, Consumer<ReplayProgress> show) throws InterruptedException {
        var gate = new RoundGate(
                points, pipeline.promotion(), scoreboard, source.size(), schedule.labelDelay(), stack::requireRunning);
        boolean free = schedule.rowsPerSecond().isPresent();
        try (var producer = stack.connection().producer()) {
            new Replay(source, pipeline, schedule, producer, free ? Pace.FREE : gate, free ? show : show.andThen(gate))
                    .run();
        }
    }

    /** Until every row has its prediction and every label its evaluation, or was rejected, and no round is left open. */
    void awaitEnd(Runnable show) throws InterruptedException {
        long rows = source.size();
        while (!scoreboard.await(
                () -> scoreboard.predictions() >= rows
                        && scoreboard.evaluations() + scoreboard.rejects() >= rows
                        && scoreboard.decisionsKnown(),
                LOOK_AGAIN)) {
            stack.requireRunning();
            show.run();
        }
    }
}
