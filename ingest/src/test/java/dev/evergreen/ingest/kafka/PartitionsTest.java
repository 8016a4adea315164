package dev.evergreen.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.evergreen.ingest.event.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    @Test
    void nothingThereLeavesTheNumberOpen() {
        assertThat(Partitions.common(Samples.BIKES, Map.of())).isEmpty();
        assertThat(Partitions.common(Samples.BIKES, Map.of("bikes.models", 1))).isEmpty();
    }

    @Test
    void whatIsThereSaysTheNumber() {
        assertThat(Partitions.common(Samples.BIKES, Map.of("bikes.labels", 3, "bikes.models", 1)))
                .hasValue(3);
        assertThat(Partitions.common(Samples.BIKES, Map.of("bikes.features", 3, "bikes.predictions", 3)))
                .hasValue(3);
    }

    @Test
    void differingTopicsAreNamed() {
        var there = Map.of("bikes.features", 3, "bikes.labels", 2, "bikes.labeled", 3, "bikes.rejected", 7);
        assertThatExceptionOfType(TopicProblemException.class)
                .isThrownBy(() -> Partitions.common(Samples.BIKES, there))
                .withMessage("topics must have the same number of partitions:"
                        + " bikes.features has 3, bikes.labels has 2, bikes.labeled has 3");
    }
}
