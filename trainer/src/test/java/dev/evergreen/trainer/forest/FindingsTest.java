package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.event.PermutationImportance;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsTest {
    private static final int ROWS = 400;
    private static final long SEED = 11;
    private static final Questions BOTH = new Questions(true, true);

    static Stream<Label> labels() {
        return Stream.of(Windows.TWO, Windows.classes(5), Windows.NUMBER);
    }

    private static ForestSpec forest(int trees) {
        return ForestSpec.randomForest(trees, GrowthLimits.trying(3));
    }

    /** scikit-learn's RandomForestClassifier and -Regressor with bootstrap=False and max_samples: what is left out votes. */
    private static ForestSpec halves(int trees) {
        return new ForestSpec(trees, false, 0.5, GrowthLimits.trying(3), false, Criterion.GINI, false);
    }

    private static RowSet rows(TrainingData data) {
        return RowSet.where(data.rows(), row -> row % 5 != 0);
    }

    private static HistogramForest grow(TrainingData data, ForestSpec spec, Questions questions) throws Exception {
        return HistogramForest.grow(data, rows(data), spec, SEED, 0, spec.parts(), questions);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void everyRowIsAskedOfExactlyTheTreesThatDidNotDrawIt(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, ROWS, 1);
        for (ForestSpec spec : List.of(forest(30), halves(30))) {
            OutOfBagScore score = grow(data, spec, BOTH).findings().score().orElseThrow();

            OutOfBagScore expected = fromScratch(data, spec);
            assertThat(score.metric()).isEqualTo(expected.metric());
            assertThat(score.rows()).isEqualTo(expected.rows());
            assertThat(score.value()).isCloseTo(expected.value(), within(1e-9));
        }
    }

    /** From the models of single trees, and from the draws made again. */
    private static OutOfBagScore fromScratch(TrainingData data, ForestSpec spec) throws Exception {
        RowSet rows = rows(data);
        int outputs = data.label() instanceof Label.Classes c ? c.classes().size() : 1;
        var sums = new double[rows.size()][outputs];
        var votes = new int[rows.size()];
        var draw = new Draw(rows.size(), spec.drawn(rows.size()), spec.bootstrap());
        var row = new double[data.features().size()];
        var out = new double[outputs];
        for (int t = 0; t < spec.trees(); t++) {
            TreeEnsemble tree =
                    HistogramForest.grow(data, rows, spec, SEED, t, t + 1).ensemble();
            int[] times = draw.times(NodeRandom.child(SEED, t));
            for (int i = 0; i < rows.size(); i++) {
                if (times[i] == 0) {
                    data.copyRow(rows.get(i), row);
                    tree.score(row, out);
                    votes[i]++;
                    for (int c = 0; c < outputs; c++) {
                        sums[i][c] += out[c];
                    }
                }
            }
        }
        return data.label() instanceof Label.Classes ? accuracy(data, sums, votes) : r2(data, sums, votes);
    }

    private static OutOfBagScore accuracy(TrainingData data, double[][] sums, int[] votes) {
        int right = 0;
        int asked = 0;
        for (int i = 0; i < votes.length; i++) {
            if (votes[i] > 0) {
                int best = 0;
                for (int c = 1; c < sums[i].length; c++) {
                    // Two sums that differ by rounding only are a tie.
                    best = sums[i][c] > sums[i][best] + 1e-9 ? c : best;
                }
                asked++;
                right += best == data.labelOf(rows(data).get(i)) ? 1 : 0;
            }
        }
        return new OutOfBagScore(Scoring.ACCURACY, (double) right / asked, asked);
    }

    private static OutOfBagScore r2(TrainingData data, double[][] sums, int[] votes) {
        var truth = new ArrayList<Double>();
        double error = 0;
        for (int i = 0; i < votes.length; i++) {
            if (votes[i] > 0) {
                double y = data.labelOf(rows(data).get(i));
                truth.add(y);
                error += Math.pow(y - sums[i][0] / votes[i], 2);
            }
        }
        double mean = truth.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double spread = truth.stream().mapToDouble(y -> (y - mean) * (y - mean)).sum();
        return new OutOfBagScore(Scoring.R2, 1 - error / spread, truth.size());
    }

    @ParameterizedTest
    @MethodSource("labels")
    void howAForestIsCutChangesNoBitOfWhatIsFound(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, ROWS, 2);
        ForestSpec spec = forest(130);
        Findings whole = grow(data, spec, BOTH).findings();
        var random = new SplittableRandom(3);
        for (int cut = 0; cut < 4; cut++) {
            var parts = new ArrayList<Findings>();
            for (int from = 0; from < spec.parts(); ) {
                int to = Math.min(spec.parts(), from + 1 + random.nextInt(spec.parts()));
                parts.add(HistogramForest.grow(data, rows(data), spec, SEED, from, to, BOTH)
                        .findings());
                from = to;
            }
            Findings together = Findings.together(parts);
            assertThat(together.score()).isEqualTo(whole.score()).isPresent();
            assertThat(together.importance(data.features()))
                    .isEqualTo(whole.importance(data.features()))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("labels")
    void askingChangesNoTree(Label label) throws Exception {
        TrainingData data = Windows.mixed(label, ROWS, 4);
        HistogramForest asked = grow(data, forest(20), BOTH);
        HistogramForest silent = grow(data, forest(20), Questions.NONE);

        assertThat(EnsembleCodec.encode(asked.ensemble())).isEqualTo(EnsembleCodec.encode(silent.ensemble()));
        assertThat(silent.findings()).isEqualTo(Findings.NONE);
    }

    /** x0 decides, x1 is noise, x2 is the same everywhere so that no tree splits on it. */
    private static TrainingData deciding(Label label) {
        var random = new SplittableRandom(5);
        var columns = new double[3][ROWS];
        var y = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            columns[0][row] = random.nextInt(2);
            columns[1][row] = random.nextGaussian();
            y[row] = columns[0][row];
        }
        return Windows.of(
                List.of(Feature.numeric("x0"), Feature.numeric("x1"), Feature.numeric("x2")), label, columns, y);
    }

    @Test
    void aFeatureThatDecidesIsWorthWhatGuessingCosts() throws Exception {
        for (Label label : List.of(Windows.TWO, Windows.NUMBER)) {
            TrainingData data = deciding(label);
            ForestSpec all = ForestSpec.randomForest(50, GrowthLimits.trying(3));
            PermutationImportance found =
                    grow(data, all, BOTH).findings().importance(data.features()).orElseThrow();

            assertThat(found.rows()).isEqualTo(PermutationImportance.Rows.OUT_OF_BAG);
            // Mixed up, 0 and 1 agree half of the time: half of the answers are wrong, by 1.
            assertThat(found.features().get("x0")).isCloseTo(0.5, within(0.03));
            assertThat(found.features()).containsEntry("x2", 0.0);
            // Of a node where all numbers are the same the mean may be off by a rounding, so that x1 splits it.
            assertThat(found.features().get("x1")).isCloseTo(0, within(1e-30));
            assertThat(found.features().keySet()).containsExactly("x0", "x1", "x2");
        }
    }

    @Test
    void whereEveryTreeDrawsEveryRowASampleIsPermuted() throws Exception {
        TrainingData data = deciding(Windows.TWO);
        var spec = new ForestSpec(5, false, 1.0, GrowthLimits.trying(3), false, Criterion.GINI, false);

        PermutationImportance found = grow(data, spec, new Questions(false, true))
                .findings()
                .importance(data.features())
                .orElseThrow();

        assertThat(found.rows()).isEqualTo(PermutationImportance.Rows.SAMPLE);
        assertThat(found.features().get("x0")).isCloseTo(0.5, within(0.06));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grow(data, spec, BOTH))
                .withMessageContaining("oob_score");
    }

    @Test
    void oneClassHasNothingToBeFoundOut() throws Exception {
        TrainingData data = Windows.numeric(Windows.TWO, new double[] {1, 2, 3}, 1, 1, 1);

        Findings found = HistogramForest.grow(data, RowSet.range(0, 3), forest(5), 1, 0, 5, BOTH)
                .findings();

        assertThat(found.score()).isEmpty();
        assertThat(found.importance(data.features())).isEmpty();
    }

    @Test
    void aRowThatEveryTreeDrewDoesNotCount() throws Exception {
        TrainingData data = Windows.mixed(Windows.TWO, 50, 6);
        ForestSpec one = forest(1);
        int left = 0;
        for (int times : new Draw(40, one.drawn(40), one.bootstrap()).times(NodeRandom.child(SEED, 0))) {
            left += times == 0 ? 1 : 0;
        }

        assertThat(grow(data, one, BOTH).findings().score().orElseThrow().rows())
                .isEqualTo(left)
                .isBetween(5, 25);
    }
}
