package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void comparesTheFirstTenthWithTheLast() {
        var trend = new Trend(samples(100, i -> i < 10 ? 5 : i >= 90 ? 9 : 1_000));

        assertThat(trend.begin(LoadSample::rssMb)).isEqualTo(5);
        assertThat(trend.end(LoadSample::rssMb)).isEqualTo(9);
        assertThat(trend.max(LoadSample::rssMb)).isEqualTo(1_000);
    }

    @Test
    void looksAtThreeSamplesAtLeast() {
        var trend = new Trend(samples(6, i -> i));

        assertThat(trend.begin(LoadSample::rssMb)).isEqualTo(1);
        assertThat(trend.end(LoadSample::rssMb)).isEqualTo(4);
        assertThat(new Trend(samples(1, i -> 7)).end(LoadSample::rssMb)).isEqualTo(7);
    }

    @Test
    void findsTheSlope() {
        assertThat(new Trend(samples(50, i -> 100 + 2 * i)).slopePerMinute(LoadSample::rssMb))
                .isCloseTo(120, within(1e-9));
        assertThat(new Trend(samples(50, i -> 100)).slopePerMinute(LoadSample::rssMb))
                .isZero();
        assertThat(new Trend(samples(1, i -> 100)).slopePerMinute(LoadSample::rssMb))
                .isZero();
    }

    @Test
    void leavesOutSamplesWithoutTheFigure() {
        var samples =
                List.of(new LoadSample(1, 0, 0, 0, Optional.empty()), new LoadSample(2, 0, 0, 0, Optional.of(8.0)));

        assertThat(Trend.of(samples, LoadSample::heapMb).orElseThrow().begin(LoadSample::atS))
                .isEqualTo(2);
        assertThat(Trend.of(samples.subList(0, 1), LoadSample::heapMb)).isEmpty();
    }

    private static List<LoadSample> samples(int count, IntFunction<Integer> mb) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LoadSample(i, 0, 0, mb.apply(i), Optional.empty()))
                .toList();
    }
}
