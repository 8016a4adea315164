package dev.evergreen.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LabelDelaysTest {

    @Test
    void quantilesAreDelaysThatOccurred() {
        long[] delays =
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000).toArray();
        assertThat(LabelDelays.of(delays)).isEqualTo(new LabelDelays(50, 95, 100));
        assertThat(LabelDelays.of(new long[] {1_500, 500, 2_500})).isEqualTo(new LabelDelays(1.5, 2.5, 2.5));
    }

    @Test
    void aLabelThatCameFirstHasNoDelay() {
        assertThat(LabelDelays.of(new long[] {-7_000})).isEqualTo(new LabelDelays(0, 0, 0));
    }
}
