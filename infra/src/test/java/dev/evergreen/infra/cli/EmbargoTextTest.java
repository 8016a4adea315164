package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.LabelDelays;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Embargo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbargoTextTest {

    @Test
    void tellsHowLateLabelsWereWhereThatDecides() {
        assertThat(EmbargoText.of(Embargo.AUTO, window(Optional.of(new LabelDelays(1_800, 5_400, 86_400)))))
                .isEqualTo("auto (of the labels half came within 30 min, 95 % within 1 h 30 min, all within 1 d)");
        assertThat(EmbargoText.of(Embargo.AUTO, window(Optional.of(new LabelDelays(0, 0, 0)))))
                .isEqualTo("auto (every label was known at once)");
        assertThat(EmbargoText.of(Embargo.AUTO, window(Optional.empty()))).isEqualTo("auto");
        assertThat(EmbargoText.of(new Embargo.Fixed(Duration.ofMinutes(90)), window(Optional.empty())))
                .isEqualTo("1 h 30 min");
    }

    private static WindowInfo window(Optional<LabelDelays> delays) {
        return new WindowInfo(2, Instant.EPOCH, Instant.EPOCH, List.of(), "00", delays);
    }
}
