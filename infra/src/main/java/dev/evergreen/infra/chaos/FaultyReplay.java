package dev.evergreen.infra.chaos;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.replay.Pace;
import dev.evergreen.infra.replay.Replay;
import dev.evergreen.infra.replay.ReplayProgress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends the rows while rounds, and what dies in them, take their course. The label that starts a round is held back until
 * the round before it is over; all others go their way, whatever is down.
 */
final class FaultyReplay implements Pace {
    /** So that rows flow for some seconds of each round, and what dies dies among rows. */
    private static final Duration BETWEEN_LABELS = Duration.ofMillis(5);

    private final Workload workload;
    private final Round round;
    private final ExecutorService director = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("chaos-rounds").factory());
    private Future<?> before = CompletableFuture.completedFuture(0);
    private long labels;

    /** What happens in a round. */
    @FunctionalInterface
    interface Round {
        /** Is called when the label that starts it has been sent; returns when it is over and all is well. */
        void play(int number) throws Exception;
    }

    FaultyReplay(Workload workload, Round round) {
        this.workload = workload;
        this.round = round;
    }

    /** Returns when all rows are sent and all rounds are over. For once. */
    void run(KafkaConnection kafka) throws InterruptedException {
        try (var producer = kafka.producer()) {
            new Replay(workload.rows(), workload.pipeline(), workload.schedule(), producer, this, this::sent).run();
            awaitRound();
        } finally {
            director.shutdownNow();
            // What it uses is closed next.
            director.close();
        }
    }

    @Override
    public void beforeLabel(long labelsSent) throws InterruptedException {
        Thread.sleep(BETWEEN_LABELS);
        if (startsRound(labelsSent + 1)) {
            awaitRound();
        }
    }

    private void sent(ReplayProgress progress) {
        if (progress.labelsSent() == labels) {
            return;
        }
        labels = progress.labelsSent();
        if (startsRound(labels)) {
            int number = Math.toIntExact(labels / Workload.EVERY);
            before = director.submit(() -> {
                round.play(number);
                return number;
            });
        }
    }

    private static boolean startsRound(long label) {
        return label % Workload.EVERY == 0;
    }

    private void awaitRound() throws InterruptedException {
        try {
            before.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }
}
