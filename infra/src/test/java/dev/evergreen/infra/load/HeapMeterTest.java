package dev.evergreen.infra.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HeapMeterTest {

    @Test
    void hearsWhatCollectionsLeft() throws InterruptedException {
        var meter = HeapMeter.start();
        double live = HeapMeter.liveMb();

        var left = OptionalDouble.empty();
        // Notices come on a thread of their own.
        for (int i = 0; i < 500 && left.isEmpty(); i++) {
            Thread.sleep(10);
            left = meter.leastMb();
        }

        assertThat(left.orElseThrow()).isPositive().isLessThan(10 * live);
    }
}
