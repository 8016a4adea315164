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
        Strategy once = Strategy.once(PIPELINE);

        assertThat(once.pipeline().name()).isEqualTo("p-once");
        assertThat(once.pipeline().topics().models()).isEqualTo("p-once.models");
        assertThat(rounds(once.points(), 5_000)).containsExactly(1_000L);
        assertThat(rounds(new RetrainPoints(once.pipeline()), 5_000))
                .as("without an order")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"45312, 45", "45312, 65", "45312, 1", "45312, 2", "20000, 20", "1000, 1", "5000, 5"})
    void fixedTrainsAsOftenAndNoRowLater(long rows, int rounds) {
        Pipeline fixed = Strategy.fixed(PIPELINE, rows, rounds).pipeline();
        int every = fixed.retrain().everyRows().orElseThrow();

        assertThat(rounds(new RetrainPoints(fixed), rows)).hasSize(rounds);
        assertThat(rounds(new RetrainPoints(every(fixed, every + 1)), rows)).hasSizeLessThan(rounds);
    }

    @Test
    void aLongNameIsCutSoThatItStaysOne() {
        assertThat(Strategy.fixed(PIPELINE.named("n".repeat(100)), 5_000, 5)
                        .pipeline()
                        .name())
                .hasSize(86)
                .endsWith("-fixed");
    }

    @Test
    void whenOneRetrainsIsSaidInWords() {
        assertThat(RetrainText.of(PIPELINE)).isEqualTo("every 1,000 rows and on drift (adwin)");
        assertThat(RetrainText.of(Strategy.once(PIPELINE).pipeline())).isEqualTo("once, at row 1,000");
        assertThat(RetrainText.of(Strategy.fixed(PIPELINE, 45_312, 65).pipeline()))
                .isEqualTo("every 692 rows");
        assertThat(Strategy.detectors(PIPELINE, 45_312, 65))
                .extracting(s -> RetrainText.of(s.pipeline()))
                .contains("on drift (adwin)", "on drift (every)");
    }

    @Test
    void eachDetectorIsTheOnlyTriggerOnceAndTheDummyAlarmsAtFixedIntervals() {
        var strategies = Strategy.detectors(PIPELINE, 45_312, 65);

        assertThat(strategies)
                .extracting(Strategy::name)
                .containsExactly("adwin", "ddm", "page-hinkley", "psi", "every");
        assertThat(strategies).allSatisfy(s -> {
            assertThat(s.pipeline().drift().triggers()).hasSize(1);
            assertThat(rounds(s.points(), 5_000)).containsExactly(1_000L);
        });
        assertThat(strategies.getLast().pipeline().drift().every().rows()).isEqualTo(692);
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
