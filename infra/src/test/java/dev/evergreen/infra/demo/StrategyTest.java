package dev.evergreen.infra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTest {
    private static final Pipeline PIPELINE = Pipeline.of(
                    "p", List.of(Feature.numeric("x")), new Label.Classes("y", List.of("a", "b")))
            .withRetrain(new Retrain(Optional.of(1_000), Optional.empty(), true, 1_000));

    @Test
    void onceTrainsWhenItIsOrderedToAndNeverAgain() {
        Pipeline once = Strategy.once(PIPELINE);
        var points = RetrainPoints.ordered(once);

        assertThat(once.name()).isEqualTo("p-once");
        assertThat(once.topics().models()).isEqualTo("p-once.models");
        assertThat(rounds(points, 5_000)).containsExactly(1_000L);
        assertThat(rounds(new RetrainPoints(once), 5_000))
                .as("without an order")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"45312, 45", "45312, 65", "45312, 1", "45312, 2", "20000, 20", "1000, 1", "5000, 5"})
    void fixedTrainsAsOftenAndNoRowLater(long rows, int rounds) {
        Pipeline fixed = Strategy.fixed(PIPELINE, rows, rounds);
        int every = fixed.retrain().everyRows().orElseThrow();

        assertThat(rounds(new RetrainPoints(fixed), rows)).hasSize(rounds);
        assertThat(rounds(new RetrainPoints(every(fixed, every + 1)), rows)).hasSizeLessThan(rounds);
    }

    @Test
    void aLongNameIsCutSoThatItStaysOne() {
        assertThat(Strategy.fixed(PIPELINE.named("n".repeat(100)), 5_000, 5).name())
                .hasSize(86)
                .endsWith("-fixed");
    }

    @Test
    void whenOneRetrainsIsSaidInWords() {
        assertThat(RetrainText.of(PIPELINE.retrain())).isEqualTo("every 1,000 rows and on drift");
        assertThat(RetrainText.of(Strategy.once(PIPELINE).retrain())).isEqualTo("once, at row 1,000");
        assertThat(RetrainText.of(Strategy.fixed(PIPELINE, 45_312, 65).retrain()))
                .isEqualTo("every 692 rows");
    }

    private static Pipeline every(Pipeline pipeline, int rows) {
        return pipeline.withRetrain(new Retrain(Optional.of(rows), Optional.empty(), false, 1_000));
    }

    private static List<Long> rounds(RetrainPoints points, long rows) {
        var at = new ArrayList<Long>();
        for (long row = 1; row <= rows; row++) {
            if (points.labelSent().isPresent()) {
                at.add(row);
            }
        }
        return at;
    }
}
