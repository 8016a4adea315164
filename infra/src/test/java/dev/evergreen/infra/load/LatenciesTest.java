package dev.evergreen.infra.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void findsWhatSoManyDidNotExceed() {
        for (int ms = 1; ms <= 100; ms++) {
            latencies.add(ms);
        }

        assertThat(latencies.quantileMs(0.5)).isEqualTo(50);
        assertThat(latencies.quantileMs(0.99)).isEqualTo(99);
        assertThat(latencies.quantileMs(1)).isEqualTo(100);
    }

    @Test
    void holdsWhatIsBeyondItsEnds() {
        latencies.add(-3);
        latencies.add(1_000_000);

        assertThat(latencies.quantileMs(0.5)).isZero();
        assertThat(latencies.quantileMs(1)).isEqualTo(60_000);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThatThrownBy(() -> latencies.quantileMs(0.5)).hasMessage("nothing was measured");
    }
}
