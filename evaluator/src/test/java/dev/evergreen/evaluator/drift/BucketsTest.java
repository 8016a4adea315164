package dev.evergreen.evaluator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketsTest {

    @Test
    void sumsAreExactAndBucketsFewHoweverManyRows() {
        var buckets = new Buckets();
        var random = new SplittableRandom(1);
        var values = new ArrayDeque<Double>();
        for (int row = 0; row < 20_000; row++) {
            double value = random.nextInt(4) / 4.0;
            buckets.add(value, row);
            values.addLast(value);
            if (random.nextInt(500) == 0) {
                long before = buckets.rows();
                buckets.dropOldest(random.nextLong(before));
                for (long gone = before - buckets.rows(); gone > 0; gone--) {
                    values.removeFirst();
                }
            }
            assertThat(buckets.rows()).isEqualTo(values.size());
            assertThat(buckets.oldestTime()).isEqualTo(row - values.size() + 1);
            if (row % 97 == 0) {
                assertThat(buckets.sum())
                        .isEqualTo(values.stream().mapToDouble(v -> v).sum());
                assertThat(buckets.squares())
                        .isEqualTo(values.stream().mapToDouble(v -> v * v).sum());
            }
        }
        List<Long> sizes = new ArrayList<>();
        buckets.fromOldest((rows, sum) -> sizes.add(rows));
        assertThat(sizes).isSortedAccordingTo((a, b) -> Long.compare(b, a)).allMatch(s -> Long.bitCount(s) == 1);
        assertThat(sizes.stream().distinct())
                .allSatisfy(size ->
                        assertThat(sizes.stream().filter(size::equals)).hasSizeLessThanOrEqualTo(Buckets.PER_LEVEL));
        assertThat(buckets.bytes()).isLessThan(2_000);
    }

    @Test
    void firstRowsStandAloneUntilThereAreSix() {
        var buckets = new Buckets();
        List<Long> sizes = new ArrayList<>();
        for (int row = 0; row < 7; row++) {
            buckets.add(1, row);
        }
        buckets.fromOldest((rows, sum) -> sizes.add(rows));
        assertThat(sizes).containsExactly(2L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void wrongCountsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Buckets.read(ByteBuffer.wrap(new byte[] {41, 0})))
                .withMessage("41 in a detector's state; allowed: 0 to 40");
        assertThatIllegalArgumentException().isThrownBy(() -> Buckets.read(ByteBuffer.wrap(new byte[] {1, 6})));
        assertThatIllegalArgumentException().isThrownBy(() -> Buckets.read(ByteBuffer.wrap(new byte[] {1, -1})));
    }
}
