package dev.evergreen.infra.demo;

import dev.evergreen.infra.replay.Pace;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.ingest.pipeline.Promotion;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Stops a replay where the models that answer may change. At each retrain point: before the label that starts a round until
 * every row sent so far has its prediction, after it until the round's winner answers, as champion or in its shadow. And at
 * each look at the evidence: before the label after which it is looked at until every row has its prediction, after it until
 * that label is evaluated and whoever won answers. So each row is always scored by the same models, and a run is reproducible
 * to the last digit.
 */
final class RoundGate implements Pace, Consumer<ReplayProgress> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final RetrainPoints points;
    private final Scoreboard scoreboard;
    private final Runnable requireRunning;
    private final long rows;
    private final int labelDelay;
    private final OptionalInt lookEvery;
    private long labelsSeen;

    /** @param requireRunning throws if one of the parts waited for has died */
    RoundGate(
            RetrainPoints points,
            Promotion promotion,
            Scoreboard scoreboard,
            long rows,
            int labelDelay,
            Runnable requireRunning) {
        this.points = points;
        this.scoreboard = scoreboard;
        this.rows = rows;
        this.labelDelay = labelDelay;
        this.requireRunning = requireRunning;
        this.lookEvery = switch (promotion.policy()) {
            case TEST -> OptionalInt.of(promotion.checkEvery());
            case NEWEST -> OptionalInt.empty();
        };
    }

    @Override
    public void beforeLabel(long labelsSent) throws InterruptedException {
        if (points.nextStartsRound() || isLookedAtAfter(labelsSent + 1)) {
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
            long labels = labelsSeen;
            if (isLookedAtAfter(labels)) {
                await(() -> scoreboard.settled(labels));
            }
            if (round.isPresent()) {
                await(() -> scoreboard.finished(round.getAsLong()));
            }
        }
    }

    private boolean isLookedAtAfter(long labels) {
        return lookEvery.isPresent() && labels % lookEvery.getAsInt() == 0;
    }

    private void await(BooleanSupplier holds) {
        try {
            while (!scoreboard.await(holds, LOOK_AGAIN)) {
                requireRunning.run();
            }
        } catch (InterruptedException interrupted) {
            // The replay notices at its next pause.
            Thread.currentThread().interrupt();
        }
    }
}
