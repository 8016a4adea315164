package dev.evergreen.infra.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isInMillisecondsAndOfWhatWasSeen() {
        assertThat(Spread.ofNanos(LongStream.rangeClosed(1, 200)
                        .map(ms -> ms * 1_000_000)
                        .boxed()
                        .toList()))
                .isEqualTo(new Spread(100, 198, 200));
    }

    @Test
    void ofOneIsThatOne() {
        assertThat(Spread.ofNanos(List.of(2_500_000L))).isEqualTo(new Spread(2.5, 2.5, 2.5));
    }
}
