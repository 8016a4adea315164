package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.infra.bench.ScoreDifference.Verdict;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreDifferenceTest {
    private static final List<Double> THEIRS = List.of(0.8, 0.9, 1.0);

    @Test
    void aMeanHasTheErrorOfItsSample() {
        MeanScore mean = MeanScore.of(THEIRS);

        assertThat(mean.mean()).isCloseTo(0.9, within(1e-12));
        assertThat(mean.standardError().orElseThrow()).isCloseTo(0.1 / Math.sqrt(3), within(1e-12));
        assertThat(MeanScore.of(List.of(0.5)).standardError()).isEmpty();
    }

    @Test
    void aDifferenceIsWithinItsErrorOrNot() {
        double error = Math.sqrt(2) * 0.1 / Math.sqrt(3);
        var near = ScoreDifference.of(Scoring.ACCURACY, shifted(0.99 * error), THEIRS);

        assertThat(near.ofMeans()).isCloseTo(0.99 * error, within(1e-12));
        assertThat(near.standardError().orElseThrow()).isCloseTo(error, within(1e-12));
        assertThat(near.pairedStandardError().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(near.verdict()).contains(Verdict.WITHIN);
        assertThat(ScoreDifference.of(Scoring.ACCURACY, shifted(-0.99 * error), THEIRS)
                        .verdict())
                .contains(Verdict.WITHIN);
    }

    @Test
    void beyondItItDependsOnTheMetricWhichIsBetter() {
        for (double by : new double[] {-0.2, 0.2}) {
            boolean more = by > 0;
            assertThat(ScoreDifference.of(Scoring.ACCURACY, shifted(by), THEIRS).verdict())
                    .contains(more ? Verdict.BETTER : Verdict.WORSE);
            assertThat(ScoreDifference.of(Scoring.LOG_LOSS, shifted(by), THEIRS).verdict())
                    .contains(more ? Verdict.WORSE : Verdict.BETTER);
        }
    }

    @Test
    void oneSeedAllowsNoVerdict() {
        var one = ScoreDifference.of(Scoring.R2, List.of(0.5), List.of(0.25));

        assertThat(one.ofMeans()).isEqualTo(0.25);
        assertThat(one.standardError()).isEmpty();
        assertThat(one.verdict()).isEmpty();
    }

    private static List<Double> shifted(double by) {
        return THEIRS.stream().map(score -> score + by).toList();
    }
}
