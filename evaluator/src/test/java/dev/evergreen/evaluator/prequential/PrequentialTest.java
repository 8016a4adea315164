package dev.evergreen.evaluator.prequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.pipeline.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrequentialTest {
    private static final Label TWO = new Label.Classes("y", List.of("no", "yes"));
    private static final Label THREE = new Label.Classes("y", List.of("a", "b", "c"));
    private static final Label NUMBER = new Label.Regression("y");
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void undefinedFiguresAreAbsent() {
        var p = Prequential.restore(TWO, Extent.DEFAULT, Stream.empty(), PrequentialTest::keepNothing);
        assertThat(p.unscored()).isEqualTo(new Standing(nothing(0), nothing(0), Optional.empty()));

        Figures one = p.add(1, new Outcome(1, 1, new double[] {0.9})).overall();
        assertThat(one.accuracy()).contains(1.0);
        assertThat(one.kappa()).isEmpty();
        assertThat(one.rocAuc()).isEmpty();

        var r = Prequential.restore(NUMBER, Extent.DEFAULT, Stream.empty(), PrequentialTest::keepNothing);
        Figures number = r.add(1, new Outcome(3, 5, new double[0])).window();
        assertThat(number.rmse()).contains(2.0);
        assertThat(number.mae()).contains(2.0);
        assertThat(number.r2()).isEmpty();
    }

    @Test
    void figuresOfFourRowsAreThoseByHand() {
        var p = Prequential.restore(TWO, Extent.DEFAULT, Stream.empty(), PrequentialTest::keepNothing);
        p.add(1, new Outcome(1, 1, new double[] {0.9}));
        p.add(1, new Outcome(0, 1, new double[] {0.6}));
        p.add(1, new Outcome(1, 0, new double[] {0.4}));
        Standing standing = p.add(1, new Outcome(0, 0, new double[] {0.4}));
        // Pairs: 0.9 over 0.6 and 0.4, 0.4 under 0.6 and even with 0.4; margins are 2 and 2, so chance is a half.
        var expected = new Figures(
                4,
                Optional.of(0.5),
                Optional.of(0.0),
                Optional.of(2.5 / 4),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(standing).isEqualTo(new Standing(expected, expected, Optional.of(expected)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void windowOfTwoClassesEqualsRecomputation(int size) {
        windowEqualsRecomputation(TWO, 2, size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60})
    void windowOfThreeClassesEqualsRecomputation(int size) {
        windowEqualsRecomputation(THREE, 3, size);
    }

    private static void windowEqualsRecomputation(Label label, int classes, int size) {
        var p = Prequential.restore(label, new Extent(size, 5), Stream.empty(), PrequentialTest::keepNothing);
        var outcomes = new RandomOutcomes(size, classes);
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            all.add(outcomes.nextClass());
            Standing standing = p.add(1 + i / 400, all.getLast());
            var newest = all.subList(Math.max(0, all.size() - size), all.size());
            assertThat(standing.window().rows()).isEqualTo(newest.size());
            assertThat(standing.window().accuracy()).contains(FromScratch.accuracy(newest));
            close(standing.window().kappa(), FromScratch.kappa(newest, classes));
            close(
                    standing.window().rocAuc(),
                    classes == 2 ? FromScratch.rocAuc(newest, 0, 1) : FromScratch.macroRocAuc(newest, classes));
            assertThat(standing.overall().accuracy()).contains(FromScratch.accuracy(all));
            var ofModel = all.subList(i / 400 * 400, all.size());
            assertThat(standing.model().orElseThrow().accuracy()).contains(FromScratch.accuracy(ofModel));
        }
    }

    @Test
    void windowOfNumbersEqualsRecomputation() {
        var p = Prequential.restore(NUMBER, new Extent(50, 5), Stream.empty(), PrequentialTest::keepNothing);
        var outcomes = new RandomOutcomes(1, 2);
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            all.add(outcomes.nextNumber());
            Standing standing = p.add(1, all.getLast());
            errorsAreThose(standing.window(), all.subList(Math.max(0, all.size() - 50), all.size()));
            errorsAreThose(standing.overall(), all);
        }
    }

    private static void errorsAreThose(Figures figures, List<Outcome> rows) {
        double mse = FromScratch.mean(rows, r -> Math.pow(r.prediction() - r.label(), 2));
        double mean = FromScratch.mean(rows, Outcome::label);
        double variance = FromScratch.mean(rows, r -> Math.pow(r.label() - mean, 2));
        assertThat(figures.rmse().orElseThrow()).isCloseTo(Math.sqrt(mse), EXACT);
        assertThat(figures.mae().orElseThrow())
                .isCloseTo(FromScratch.mean(rows, r -> Math.abs(r.prediction() - r.label())), EXACT);
        if (rows.size() > 1) {
            assertThat(figures.r2().orElseThrow()).isCloseTo(1 - mse / variance, within(1e-6 / variance));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 777, 1_500})
    void journalContinuesExactly(int restartAt) {
        for (Label label : List.of(TWO, THREE, NUMBER)) {
            var kept = new Kept();
            var straight = Prequential.restore(label, new Extent(64, 3), Stream.empty(), PrequentialTest::keepNothing);
            var broken = Prequential.restore(label, new Extent(64, 3), Stream.empty(), kept);
            var outcomes = new RandomOutcomes(restartAt, label.equals(THREE) ? 3 : 2);
            for (int i = 0; i < 1_600; i++) {
                if (i == restartAt) {
                    broken = Prequential.restore(label, new Extent(64, 3), kept.changes(), kept);
                    assertThat(broken.unscored()).isEqualTo(straight.unscored());
                }
                var outcome = label.equals(NUMBER) ? outcomes.nextNumber() : outcomes.nextClass();
                assertThat(broken.add(i / 100, outcome)).isEqualTo(straight.add(i / 100, outcome));
            }
        }
    }

    @Test
    void oldestModelsAreForgotten() {
        var kept = new Kept();
        var p = Prequential.restore(TWO, new Extent(10, 2), Stream.empty(), kept);
        var right = new Outcome(1, 1, new double[] {1});
        p.add(1, right);
        p.add(2, right);
        p.add(3, right);
        assertThat(p.add(1, right).model()).isEmpty();
        assertThat(p.add(2, right).model().map(Figures::rows)).contains(2L);
        assertThat(p.add(4, right).overall().rows()).isEqualTo(6);
        assertThat(kept.scopes()).containsExactlyInAnyOrder(Prequential.OVERALL, 3L, 4L);
    }

    @Test
    void oneRowTouchesFewCells() {
        List<Change> changes = new ArrayList<>();
        var p = Prequential.restore(TWO, Extent.DEFAULT, Stream.empty(), changes::add);
        p.add(1, new Outcome(1, 1, new double[] {0.7}));
        assertThat(changes).hasSize(11);
    }

    private static void keepNothing(Change change) {}

    private static void close(Optional<Double> actual, Optional<Double> expected) {
        assertThat(actual.isPresent()).isEqualTo(expected.isPresent());
        expected.ifPresent(value -> assertThat(actual.orElseThrow()).isCloseTo(value, EXACT));
    }

    private static Figures nothing(long rows) {
        Optional<Double> no = Optional.empty();
        return new Figures(rows, no, no, no, no, no, no);
    }

    /** Keeps the last of each change, as a key-value store does. */
    private static final class Kept implements Consumer<Change> {
        private final Map<List<Long>, Change> last = new HashMap<>();

        @Override
        public void accept(Change change) {
            switch (change) {
                case Change.Cell c -> last.put(List.of(c.scope(), (long) c.cell()), c);
                case Change.Row r -> last.put(List.of((long) r.slot()), r);
                case Change.Forgotten f -> last.keySet().removeIf(k -> k.size() == 2 && k.getFirst() == f.scope());
            }
        }

        Stream<Change> changes() {
            return last.values().stream();
        }

        List<Long> scopes() {
            return last.keySet().stream()
                    .filter(k -> k.size() == 2)
                    .map(List::getFirst)
                    .distinct()
                    .toList();
        }
    }
}
