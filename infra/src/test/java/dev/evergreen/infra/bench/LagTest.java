package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LagTest {
    /** Within a commit interval come 200 records, within ten seconds 20,000. */
    private final Lag lag = Lag.ofRun(1_000);

    @Test
    void mayGrowByWhatComesWithinACommitInterval() {
        assertThat(lag.keptUp(samples(100, 100, 100, 5_000, 300, 300, 300))).isTrue();
        assertThat(lag.keptUp(samples(100, 100, 100, 0, 301, 301, 301))).isFalse();
        assertThat(lag.keptUp(samples(9_000, 9_000, 9_000, 10, 10, 10))).isTrue();
    }

    @Test
    void mayGrowByMoreInATryWithItsFewSamples() {
        assertThat(Lag.ofTry(1_000).keptUp(samples(100, 100, 100, 1_100, 1_100, 1_100)))
                .isTrue();
        assertThat(Lag.ofTry(1_000).keptUp(samples(100, 100, 100, 1_101, 1_101, 1_101)))
                .isFalse();
    }

    @Test
    void isHopelessWhenTenSecondsAreMissing() {
        assertThat(lag.isHopeless(samples(100, 20_100))).isFalse();
        assertThat(lag.isHopeless(samples(100, 20_101))).isTrue();
        assertThat(lag.isHopeless(samples(50_000))).isFalse();
    }

    private static List<LoadSample> samples(long... lags) {
        return Arrays.stream(lags)
                .mapToObj(records -> new LoadSample(0, 0, records, 0, Optional.empty()))
                .toList();
    }
}
