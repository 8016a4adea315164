package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.cli.FitRows;
import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FitSplitTest {
    private static final Gaussian SOURCE = Gaussian.of(1, 60, 2);

    @Test
    void noRowIsLearnedFromAndHeldOut() {
        var split = FitSplit.of(new FitRows(SOURCE, 40, 20), 5);

        assertThat(Stream.concat(firsts(split.train()).stream(), firsts(split.heldOut()).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        SOURCE.rows().map(row -> row.features().get(0)).toList());
    }

    @Test
    void anotherSeedHoldsOutOthers() {
        var rows = new FitRows(SOURCE, 40, 10);

        assertThat(firsts(FitSplit.of(rows, 5).heldOut()))
                .isEqualTo(firsts(FitSplit.of(rows, 5).heldOut()))
                .isNotEqualTo(firsts(FitSplit.of(rows, 6).heldOut()))
                .hasSize(10);
    }

    @Test
    void labelsStayWithTheirRows() {
        TrainingData train = FitSplit.of(new FitRows(SOURCE, 59, 1), 5).train();
        var rows = SOURCE.rows().toList();

        assertThat(IntStream.range(0, train.rows()).boxed())
                .allSatisfy(row -> assertThat(rows).anySatisfy(original -> {
                    assertThat(original.features().get(1)).isEqualTo(train.value(1, row));
                    assertThat(original.label()).isEqualTo(train.labelOf(row));
                }));
    }

    @Test
    void nothingThatAFitKeepsWithItsRowsHelpsTheNext() {
        var split = FitSplit.of(new FitRows(SOURCE, 40, 10), 5);

        assertThat(split.train()).isNotSameAs(split.train());
        assertThat(firsts(split.train())).isEqualTo(firsts(split.train()));
    }

    private static List<Double> firsts(TrainingData data) {
        return IntStream.range(0, data.rows())
                .mapToObj(row -> data.value(0, row))
                .toList();
    }
}
