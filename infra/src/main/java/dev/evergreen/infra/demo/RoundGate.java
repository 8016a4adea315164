package dev.evergreen.infra.demo;

import dev.evergreen.infra.replay.Pace;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Stops a replay at each retrain point: before the label that starts a round until every row sent so far has its
 * prediction, after it until the round's winner answers. So each row is always scored by the same model, and a run is
 * reproducible to the last digit.
 */
final class RoundGate implements Pace, Consumer<ReplayProgress> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final RetrainPoints points;
    private final Scoreboard scoreboard;
    private final Runnable requireRunning;
    private final long rows;
    private final int labelDelay;
    private long labelsSeen;

    /** @param requireRunning throws if one of the parts waited for has died */
    RoundGate(Pipeline pipeline, Scoreboard scoreboard, long rows, int labelDelay, Runnable requireRunning) {
        this.points = new RetrainPoints(pipeline);
        this.scoreboard = scoreboard;
        this.rows = rows;
        this.labelDelay = labelDelay;
        this.requireRunning = requireRunning;
    }

    @Override
    public void beforeLabel(long labelsSent) throws InterruptedException {
        if (points.nextStartsRound()) {
            long featuresSent = Math.min(rows, labelsSent + labelDelay + 1);
            while (!scoreboard.await(() -> scoreboard.predictions() >= featuresSent, LOOK_AGAIN)) {
                requireRunning.run();
            }
        }
    }

    @Override
    public void accept(ReplayProgress progress) {
        while (labelsSeen < progress.labelsSent()) {
            labelsSeen++;
            OptionalLong round = points.labelSent();
            if (round.isPresent()) {
                awaitRound(round.getAsLong());
            }
        }
    }

    private void awaitRound(long round) {
        try {
            while (!scoreboard.await(() -> scoreboard.finished(round), LOOK_AGAIN)) {
                requireRunning.run();
            }
        } catch (InterruptedException interrupted) {
            // The replay notices at its next pause.
            Thread.currentThread().interrupt();
        }
    }
}
