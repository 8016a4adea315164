package dev.evergreen.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreSummaryTest {
    @Test
    void deviationIsOfThePopulation() {
        assertThat(ScoreSummary.of(List.of(0.5, 1.0))).isEqualTo(new ScoreSummary(0.75, 0.25, List.of(0.5, 1.0)));
        assertThat(ScoreSummary.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0)))
                .extracting(ScoreSummary::mean, ScoreSummary::std)
                .containsExactly(5.0, 2.0);
    }

    @Test
    void oneFoldDoesNotDeviate() {
        assertThat(ScoreSummary.of(List.of(-0.3))).isEqualTo(new ScoreSummary(-0.3, 0, List.of(-0.3)));
        assertThat(ScoreSummary.of(List.of(0.0))).isEqualTo(new ScoreSummary(0, 0, List.of(0.0)));
    }

    @Test
    void squaresNeitherOverflowNorVanish() {
        var huge = ScoreSummary.of(List.of(-1e160, -3e160));
        assertThat(huge.mean()).isCloseTo(-2e160, within(1e146));
        assertThat(huge.std()).isCloseTo(1e160, within(1e146));
        var tiny = ScoreSummary.of(List.of(1e-200, 3e-200));
        assertThat(tiny.mean()).isCloseTo(2e-200, within(1e-214));
        assertThat(tiny.std()).isCloseTo(1e-200, within(1e-214));
        var opposite = ScoreSummary.of(List.of(Double.MAX_VALUE, -Double.MAX_VALUE));
        assertThat(opposite).extracting(ScoreSummary::mean, ScoreSummary::std).containsExactly(0.0, Double.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10, 49, 1_000})
    void everyFiniteScoreCanBeWritten(int folds) {
        for (double score : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0x1.0p1023}) {
            var summary = ScoreSummary.of(Collections.nCopies(folds, score));
            assertThat(Json.read(Json.write(summary), ScoreSummary.class)).isEqualTo(summary);
            assertThat(summary.mean()).isCloseTo(score, within(2 * Math.ulp(score)));
        }
    }
}
