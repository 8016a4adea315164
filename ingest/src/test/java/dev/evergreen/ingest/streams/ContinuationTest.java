package dev.evergreen.ingest.streams;

import static dev.evergreen.ingest.event.Samples.BIKES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits, the clock and the count go on after a restart, and no message is lost or told of twice. */
class ContinuationTest {
    private static final Instant T0 = Instant.parse("1960-05-07T00:00:00Z");
    private static final int MESSAGES = 900;

    @TempDir
    private Path dir;

    @Test
    void waitingRowsAndTheClockOutliveTheProcess() {
        var app = new Harness(dir, BIKES);
        app.features(BIKES, "a", T0, 1);
        app.features(BIKES, "b", T0.plusSeconds(7_200), 2);
        app.label(BIKES, "c", T0.plusSeconds(7_200), 3);
        app = app.restart(BIKES);
        assertThat(app.waiting(BIKES)).isEqualTo(3);
        app.label(BIKES, "b", T0.plusSeconds(7_200), 2);
        app.features(BIKES, "c", T0.plusSeconds(7_200), 3);
        assertThat(app.labeled(BIKES)).extracting(LabeledExample::id).containsExactly("b", "c");
        app = app.restart(BIKES);
        app.label(BIKES, "b", T0.plusSeconds(7_200), 2);
        app.features(BIKES, "late", T0.minusNanos(1), 2);
        app.features(BIKES, "x", T0.plusSeconds(7_201), 2);
        app.label(BIKES, "x", T0.plusSeconds(7_201), 2);
        assertThat(app.rejected(BIKES))
                .extracting(
                        Reject::reason, r -> new String(r.key().orElseThrow().toArray(), UTF_8))
                .containsExactly(
                        tuple(RejectReason.DUPLICATE, "b"),
                        tuple(RejectReason.LABEL_MISSING, "late"),
                        tuple(RejectReason.LABEL_MISSING, "a"));
        app.close();
    }

    @Test
    void clockThatLeapsIsFollowedInStepsEvenAfterARestart() {
        var app = new Harness(dir, BIKES);
        for (int i = 0; i < JoinProcessor.AT_ONCE + 5; i++) {
            app.features(BIKES, "e" + i, T0.plusMillis(i), 1);
        }
        app.features(BIKES, "leap", T0.plus(Duration.ofDays(365)), 1);
        app.label(BIKES, "leap", T0.plus(Duration.ofDays(365)), 1);
        assertThat(app.rejected(BIKES)).hasSize(JoinProcessor.AT_ONCE);
        assertThat(app.waiting(BIKES)).isEqualTo(5);
        app = app.restart(BIKES);
        app.waitFor(JoinProcessor.LEFT_OVER_EVERY);
        assertThat(app.rejected(BIKES)).hasSize(5).extracting(Reject::reason).containsOnly(RejectReason.LABEL_MISSING);
        assertThat(app.waiting(BIKES)).isZero();
        app.close();
    }

    @Test
    void deadlinesAreFoundAgainWhereTheirStoreIsLost() {
        var app = new Harness(dir, BIKES);
        app.features(BIKES, "a", T0, 1);
        app.features(BIKES, "b", T0, 1);
        app.label(BIKES, "b", T0, 1);
        app.features(BIKES, "c", T0.plusMillis(1), 1);
        app = app.restartWithout("bikes-deadlines", BIKES);
        Instant passed = T0.plusSeconds(7_200).plusMillis(1);
        app.features(BIKES, "next", passed, 1);
        app.label(BIKES, "next", passed, 1);
        assertThat(app.rejected(BIKES)).extracting(Reject::reason).containsExactly(RejectReason.LABEL_MISSING);
        assertThat(app.waiting(BIKES)).isEqualTo(1);
        // Of a, c, next and the progress: b is forgotten.
        assertThat(app.entries("bikes-waiting")).isEqualTo(4);
        app.close();
    }

    @Test
    void deadlinesOfAnotherTimeAreLeftBehind() {
        var app = new Harness(dir, BIKES);
        app.features(BIKES, "a", T0, 1);
        app.leave("bikes-deadlines", "w and what an instance left that had the partition before");
        assertThat(app.entries("bikes-deadlines")).isEqualTo(1);
        app = app.restart(BIKES);
        assertThat(app.entries("bikes-deadlines")).isZero();
        app.close();
    }

    @Test
    void whatAnEarlierVersionKeptBesideTheStatesIsTakenAway() {
        var app = new Harness(dir, BIKES);
        app.features(BIKES, "a", T0, 1);
        for (int i = 0; i < JoinProcessor.AT_ONCE + 5; i++) {
            app.leave("bikes-waiting", "d" + i);
            app.leave("bikes-waiting", "w" + i);
        }
        app = app.restart(BIKES);
        for (int i = 0; i < 4; i++) {
            app.waitFor(JoinProcessor.LEFT_OVER_EVERY);
        }
        // The state and the progress.
        assertThat(app.entries("bikes-waiting")).isEqualTo(2);
        app.close();
    }

    @Test
    void whatWaitsIsReadByThePipelineAsItIsNow() {
        var app = new Harness(dir, BIKES);
        app.features(BIKES, "a", T0, 1);
        app.label(BIKES, "b", T0, 5);
        var more = Pipeline.of(
                BIKES.name(), List.of(Feature.numeric("temp"), Feature.numeric("wind")), new Label.Regression("count"));
        app = app.restart(more);
        app.label(more, "a", T0, 5);
        app.features(more, "b", T0, 1, 2);
        assertThat(app.rejected(more))
                .extracting(Reject::reason, Reject::detail)
                .containsExactly(tuple(
                        RejectReason.MISSING_FIELD,
                        "'features.wind' is missing; the pipeline has changed since it came"));
        assertThat(app.labeled(more)).extracting(LabeledExample::id).containsExactly("b");
        // The label of "a".
        assertThat(app.waiting(more)).isEqualTo(1);
        app.close();
    }

    @Test
    void everyMessageIsJoinedRejectedOrWaitsWhateverTheRestarts() {
        var straight = run(dir.resolve("straight"), List.of());
        assertThat(straight.labeled).hasSizeGreaterThan(100);
        assertThat(straight.rejected).hasSizeGreaterThan(100);
        assertThat(2 * straight.labeled.size() + straight.rejected.size() + straight.waiting)
                .isEqualTo(MESSAGES);
        assertThat(straight.rejected).doesNotHaveDuplicates();
        assertThat(run(dir.resolve("broken"), List.of(10, 300, 301, 800))).isEqualTo(straight);
    }

    private record Run(List<LabeledExample> labeled, List<Reject> rejected, int waiting) {}

    /** Ids come several times, on either topic, and out of order by up to two of the wait's two hours. */
    private static Run run(Path state, List<Integer> restarts) {
        var random = new SplittableRandom(7);
        List<LabeledExample> labeled = new ArrayList<>();
        List<Reject> rejected = new ArrayList<>();
        var app = new Harness(state, BIKES);
        for (int i = 0; i < MESSAGES; i++) {
            if (restarts.contains(i)) {
                app = app.restart(BIKES);
            }
            int n = Math.max(0, i / 3 - random.nextInt(60));
            Instant time = T0.plusSeconds(120L * n + random.nextInt(7_200));
            if (random.nextBoolean()) {
                app.features(BIKES, "e" + n, time, i);
            } else {
                app.label(BIKES, "e" + n, time, i);
            }
            labeled.addAll(app.labeled(BIKES));
            rejected.addAll(app.rejected(BIKES));
        }
        int waiting = (int) app.waiting(BIKES);
        app.close();
        return new Run(
                labeled, rejected.stream().map(ContinuationTest::withoutOffset).toList(), waiting);
    }

    /** The driver counts from zero again after a restart. */
    private static Reject withoutOffset(Reject r) {
        return new Reject(
                r.pipeline(),
                r.reason(),
                r.detail(),
                r.topic(),
                r.partition(),
                0,
                r.timestamp(),
                r.key(),
                r.value(),
                r.headers());
    }
}
