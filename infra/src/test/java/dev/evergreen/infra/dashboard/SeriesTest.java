package dev.evergreen.infra.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    @Test
    void keepsAllWhileThereIsRoom() {
        var series = new Series(4);
        series.add(1, 0.5);
        series.add(2, 0.25);
        series.add(7, 0.123456789);

        assertThat(series.line()).isEqualTo(new Series.Line(List.of(1L, 2L, 7L), List.of(0.5, 0.25, 0.12346)));
    }

    @Test
    void anEmptyLineHasNoPoint() {
        assertThat(new Series(4).line()).isEqualTo(new Series.Line(List.of(), List.of()));
    }

    @Test
    void dropsEverySecondPointWhenItIsFullAndKeepsTheNewest() {
        var series = new Series(4);
        for (long x = 1; x <= 4; x++) {
            series.add(x, 0.5);
        }
        assertThat(series.line().x()).containsExactly(1L, 3L, 4L);
        series.add(5, 5);
        assertThat(series.line().x()).containsExactly(1L, 3L, 5L);
        series.add(6, 6);
        assertThat(series.line().x()).containsExactly(1L, 3L, 5L, 6L);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 1_000})
    void neverHasMoreThanItsMostNorLosesItsEnds(int most) {
        var series = new Series(most);
        for (long x = 1; x <= 20_000; x++) {
            series.add(x, x / 7.0);
            if (x % 997 == 0) {
                var line = series.line();
                assertThat(line.x()).hasSizeLessThanOrEqualTo(most).isSorted().doesNotHaveDuplicates();
                assertThat(line.x().getFirst()).isEqualTo(1);
                assertThat(line.x().getLast()).isEqualTo(x);
                assertThat(line.y()).hasSameSizeAs(line.x());
            }
        }
        assertThat(series.line().x().size()).isGreaterThan(most / 3);
    }

    @Test
    void passesOverWhatLiesBackAndWhatIsNoNumber() {
        var series = new Series(10);
        series.add(5, 0.5);
        series.add(5, 0.9);
        series.add(4, 0.9);
        series.add(6, Double.NaN);
        series.add(7, Double.POSITIVE_INFINITY);

        assertThat(series.line()).isEqualTo(new Series.Line(List.of(5L), List.of(0.5)));
    }
}
