package dev.evergreen.evaluator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PsiTest {
    private static final DriftDetection.Psi DEFAULT = DriftDetection.DEFAULT.psi();
    private static final Feature DAY = Feature.nominal("day", List.of("mon", "tue", "wed"));

    /** By hand: 0.4 ln(0.9/0.5) - 0.4 ln(0.1/0.5) = 0.879. */
    @Test
    void indexIsThatOfTheFormula() {
        var signals = signals(List.of(DAY), 2_250, row -> new double[] {row < 1_000 ? row % 2 : row % 10 == 0 ? 1 : 0});
        assertThat(signals).singleElement().satisfies(at -> {
            assertThat(at.signal().value()).isCloseTo(0.879, within(0.01));
            assertThat(at.signal().threshold()).isEqualTo(0.2);
            assertThat(at.signal().feature()).hasValue(0);
        });
    }

    @Test
    void alarmsAtTheSecondLookInARowAndOnceUntilItWasBelow() {
        IntFunction<double[]> jump = row -> {
            boolean moved = (row >= 4_000 && row < 8_000) || row >= 12_000;
            return new double[] {row % 3, row % 100 + (moved ? 40 : 0)};
        };
        var signals = signals(List.of(DAY, Feature.numeric("x")), 16_000, jump);
        assertThat(signals)
                .extracting(at -> at.signal().feature().orElseThrow())
                .containsExactly(1, 1);
        assertThat(signals.getFirst().row()).isBetween(4_250, 4_749);
        assertThat(signals.getLast().row()).isBetween(12_250, 12_749);
        assertThat(signals.getFirst().signal().sinceRows()).isEqualTo(1_000);
        assertThat(signals.getFirst().signal().sinceTime())
                .isEqualTo(1_000L * (signals.getFirst().row() + 1 - 1_000));
    }

    @Test
    void missingValuesAndWhatWasNeverSeenAreChangesToo() {
        var missing = signals(List.of(Feature.numeric("x").allowingMissing()), 4_000, row ->
                new double[] {row >= 2_000 && row % 3 == 0 ? Double.NaN : row % 100});
        assertThat(missing).hasSize(1);
        var above = signals(List.of(Feature.numeric("x")), 4_000, row -> new double[] {row < 2_000 ? 7 : 7 + row % 2});
        assertThat(above).hasSize(1);
        var below = signals(List.of(Feature.numeric("x")), 4_000, row -> new double[] {row < 2_000 ? 7 : 7 - row % 2});
        assertThat(below).hasSize(1);
        var unseen = signals(List.of(DAY), 4_000, row -> new double[] {row < 2_000 ? row % 2 : row % 3});
        assertThat(unseen).hasSize(1);
        var allMissing = signals(List.of(Feature.numeric("x").allowingMissing()), 4_000, row ->
                new double[] {row < 2_000 ? Double.NaN : row});
        assertThat(allMissing).hasSize(1);
    }

    @Test
    void withoutAChangeItIsSilent() {
        var random = new SplittableRandom(5);
        var features = new ArrayList<Feature>(List.of(DAY));
        IntStream.range(0, 20).mapToObj(i -> Feature.numeric("x" + i)).forEach(features::add);
        var signals = signals(
                features,
                100_000,
                row -> IntStream.range(0, 21)
                        .mapToDouble(f -> f == 0 ? random.nextInt(3) : random.nextDouble())
                        .toArray());
        assertThat(signals).isEmpty();
    }

    @Test
    void onlyTheFirstFeaturesAreWatched() {
        List<Feature> features = IntStream.range(0, Psi.FEATURES + 1)
                .mapToObj(i -> Feature.numeric("x" + i))
                .toList();
        var signals = signals(
                features,
                4_000,
                row -> IntStream.range(0, Psi.FEATURES + 1)
                        .mapToDouble(f -> f >= Psi.FEATURES - 1 && row > 2_000 ? -1 : row % 10)
                        .toArray());
        assertThat(signals)
                .extracting(at -> at.signal().feature().orElseThrow())
                .containsExactly(Psi.FEATURES - 1);
    }

    private static List<Losses.At> signals(List<Feature> features, int rows, IntFunction<double[]> values) {
        var psi = new Psi(DEFAULT, features);
        return IntStream.range(0, rows)
                .boxed()
                .flatMap(row -> psi.add(new Seen(0, 1_000L * row, FeatureVector.owning(values.apply(row)))).stream()
                        .map(signal -> new Losses.At(row, signal)))
                .toList();
    }
}
