package dev.evergreen.ingest.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.LabelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Duration SILENCE = Duration.ofHours(2);
    private static final Instant T0 = Instant.parse("0001-01-01T00:00:00Z");

    @Test
    void clockIsWhatBothSidesHaveReached() {
        var progress = Progress.START.featuresUpTo(T0.plusSeconds(9), T0);
        assertThat(progress.clock(SILENCE)).isEqualTo(Instant.MIN);
        progress = progress.labelsUpTo(T0.plusSeconds(5), T0);
        assertThat(progress.clock(SILENCE)).isEqualTo(T0.plusSeconds(5));
        progress = progress.labelsUpTo(T0.plusSeconds(20), T0);
        assertThat(progress.clock(SILENCE)).isEqualTo(T0.plusSeconds(9));
    }

    @Test
    void clockDoesNotGoBackWithASide() {
        var progress = Progress.START.featuresUpTo(T0, T0).labelsUpTo(T0, T0);
        assertThat(progress.featuresUpTo(T0.minusNanos(1), T0).clock(SILENCE)).isEqualTo(T0);
    }

    @Test
    void aSideThatWasNotHeardForTheSilenceDoesNotHoldUpTheOther() {
        var progress = Progress.START.featuresUpTo(T0, T0);
        progress = progress.featuresUpTo(T0.plusSeconds(1), T0.plus(SILENCE));
        assertThat(progress.clock(SILENCE)).isEqualTo(Instant.MIN);
        progress = progress.featuresUpTo(T0.plusSeconds(1), T0.plus(SILENCE).plusNanos(1));
        assertThat(progress.clock(SILENCE)).isEqualTo(T0.plusSeconds(1));
    }

    @Test
    void countsWhatWaits() {
        var unknown = new JoinState.Unknown();
        var original = new Original("t", 0, 0, T0, Optional.empty(), Optional.empty(), List.of());
        var waiting = new JoinState.WaitingForFeatures(new LabelEvent("a", T0, 1), original, T0);
        var done = new JoinState.Done(JoinState.Ending.JOINED, T0);
        var one = Progress.START.moved(unknown, waiting);
        assertThat(one.waiting()).isEqualTo(1);
        assertThat(one.moved(waiting, waiting).waiting()).isEqualTo(1);
        assertThat(one.moved(waiting, done).waiting()).isZero();
        assertThat(one.moved(done, unknown).waiting()).isEqualTo(1);
        assertThat(one.minusWaiting().waiting()).isZero();
    }
}
