package dev.evergreen.ingest.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.LabelEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant T0 = Instant.parse("0001-01-01T00:00:00Z");

    @Test
    void clockNeverGoesBack() {
        var progress = Progress.START.upTo(T0);
        assertThat(progress.clock()).isEqualTo(T0);
        assertThat(progress.upTo(T0.minusNanos(1)).clock()).isEqualTo(T0);
        assertThat(progress.upTo(T0.plusNanos(1)).clock()).isEqualTo(T0.plusNanos(1));
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
