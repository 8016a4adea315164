package dev.evergreen.infra.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.LabelValue;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaterRowsTest {
    private final LaterRows later = new LaterRows();

    @Test
    void countScoredRowsFromRow2000On() {
        add(1_999, name("a"), Optional.of(name("b")));
        add(2_000, name("a"), Optional.of(name("a")));
        add(2_001, name("a"), Optional.of(name("a")));
        add(2_002, name("b"), Optional.of(name("b")));
        add(2_003, name("b"), Optional.of(name("a")));
        add(2_004, name("b"), Optional.empty());

        assertThat(later.figures().accuracy()).contains(0.75);
        // By hand: po = 3/4, pe = (2 * 3 + 2 * 1) / 16 = 1/2.
        assertThat(later.figures().kappa().orElseThrow()).isCloseTo(0.5, within(1e-12));
        assertThat(later.figures().rmse()).isEmpty();
    }

    @Test
    void ofNumbersHaveAnError() {
        add(2_000, new LabelValue.OfNumber(1), Optional.of(new LabelValue.OfNumber(4)));
        add(2_001, new LabelValue.OfNumber(2), Optional.of(new LabelValue.OfNumber(-2)));

        assertThat(later.figures().rmse().orElseThrow()).isCloseTo(Math.sqrt(12.5), within(1e-12));
        assertThat(later.figures().accuracy()).isEmpty();
    }

    @Test
    void ofWhichThereAreNoneHaveNoFigures() {
        assertThat(later.figures())
                .isEqualTo(new LaterRows.Figures(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void ofOneClassAloneHaveNoKappa() {
        add(2_000, name("a"), Optional.of(name("a")));

        assertThat(later.figures().accuracy()).contains(1.0);
        assertThat(later.figures().kappa()).isEmpty();
    }

    private void add(long row, LabelValue label, Optional<LabelValue> prediction) {
        Optional<Double> none = Optional.empty();
        var figures = new Figures(0, none, none, none, none, none, none);
        later.add(
                row,
                new Evaluation(
                        "p",
                        "id",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        label,
                        prediction,
                        prediction.map(_ -> 1L),
                        figures,
                        figures,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static LabelValue name(String name) {
        return new LabelValue.OfClass(name);
    }
}
