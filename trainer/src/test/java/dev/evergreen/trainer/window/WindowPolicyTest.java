package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowPolicyTest {
    private static final WindowPolicy THREE_ROWS = new WindowPolicy(new Window.Rows(3));
    private static final OptionalLong NONE = OptionalLong.empty();

    @Test
    void aWindowByRowsHoldsTheNewestByArrival() {
        long[] sequences = {4, 5, 6, 7, 8};
        long[] times = {50, 10, 40, 20, 30};
        assertThat(THREE_ROWS.inWindow(sequences, times, 9)).isEqualTo(positions(2, 3, 4));
        assertThat(THREE_ROWS.inWindow(sequences, times, 8)).isEqualTo(positions(1, 2, 3));
        assertThat(THREE_ROWS.inWindow(new long[] {0, 1}, new long[] {1, 2}, 2)).isEqualTo(positions(0, 1));
    }

    @Test
    void rowsOfAWaitingSnapshotAreKept() {
        assertThat(THREE_ROWS.firstNeeded(10, NONE)).hasValue(7);
        assertThat(THREE_ROWS.firstNeeded(10, OptionalLong.of(5))).hasValue(2);
        assertThat(THREE_ROWS.firstNeeded(2, NONE)).hasValue(0);
        long[] sequences = LongStream.range(0, 10).toArray();
        assertThat(THREE_ROWS.toKeep(sequences, sequences, 10, OptionalLong.of(5)))
                .isEqualTo(positions(2, 3, 4, 7, 8, 9));
    }

    @Test
    void aWindowByTimeHoldsWhatIsLessThanTheDurationOld() {
        var policy = new WindowPolicy(new Window.Span(Duration.ofMillis(10), 100));
        long[] times = {5, 20, 10, 11, 19};
        assertThat(policy.inWindow(LongStream.range(0, 5).toArray(), times, 5)).isEqualTo(positions(1, 3, 4));
        assertThat(policy.inWindow(LongStream.range(0, 5).toArray(), times, 1)).isEqualTo(positions(0));
        assertThat(policy.firstNeeded(5, NONE)).isEmpty();
    }

    @Test
    void aWindowByTimeHoldsAtMostTheNewestRowsByTimeThenArrival() {
        var policy = new WindowPolicy(new Window.Span(Duration.ofMillis(100), 2));
        assertThat(policy.inWindow(new long[] {0, 1, 2, 3}, new long[] {7, 5, 5, 5}, 4))
                .isEqualTo(positions(0, 3));
    }

    @Test
    void lowersMinRowsToWhatTheWindowCanHold() {
        assertThat(THREE_ROWS.attainable(Retrain.DEFAULT).minRows()).isEqualTo(3);
        assertThat(new WindowPolicy(Window.DEFAULT).attainable(Retrain.DEFAULT)).isEqualTo(Retrain.DEFAULT);
    }

    @Test
    void droppingNeverChangesALaterWindow() {
        var random = new Random(11);
        for (int trial = 0; trial < 300; trial++) {
            var policy = new WindowPolicy(
                    random.nextBoolean()
                            ? new Window.Rows(2 + random.nextInt(6))
                            : new Window.Span(Duration.ofMillis(1 + random.nextInt(20)), 2 + random.nextInt(6)));
            int rows = 30;
            long[] times = random.longs(rows, 0, 40).toArray();
            long[] all = LongStream.range(0, rows).toArray();
            int now = 1 + random.nextInt(rows);
            int held = 1 + random.nextInt(now);
            BitSet keep = policy.toKeep(Arrays.copyOf(all, now), Arrays.copyOf(times, now), now, OptionalLong.of(held));
            keep.set(now, rows);
            long[] kept = keep.stream().asLongStream().toArray();
            long[] keptTimes = keep.stream().mapToLong(i -> times[i]).toArray();
            int later = now + random.nextInt(rows - now + 1);
            for (int count : new int[] {held, now, later}) {
                long[] expected = policy.inWindow(all, times, count).stream()
                        .asLongStream()
                        .toArray();
                long[] actual = policy.inWindow(kept, keptTimes, count).stream()
                        .mapToLong(i -> kept[i])
                        .toArray();
                assertThat(actual).isEqualTo(expected);
            }
        }
    }

    private static BitSet positions(int... positions) {
        var set = new BitSet();
        IntStream.of(positions).forEach(set::set);
        return set;
    }
}
