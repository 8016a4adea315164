package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexSortTest {

    @Test
    void sortsStablyWhateverTheLength() {
        var random = new Random(1);
        for (int n = 0; n < 70; n++) {
            int[] keys = random.ints(n, 0, 8).toArray();
            int[] expected = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> keys[i]))
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(IndexSort.sorted(n, (a, b) -> Integer.compare(keys[a], keys[b])))
                    .isEqualTo(expected);
        }
    }

    @Test
    void comparesSortedInputOncePerRow() {
        var comparisons = new AtomicInteger();
        IndexSort.sorted(1024, (a, b) -> {
            comparisons.incrementAndGet();
            return Integer.compare(a, b);
        });
        assertThat(comparisons).hasValue(1023);
    }
}
