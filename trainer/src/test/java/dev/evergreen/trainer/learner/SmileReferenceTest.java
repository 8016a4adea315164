package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import org.junit.jupiter.api.Test;

class SmileReferenceTest {
    private static final TrainingData DATA = Samples.data(Samples.FOUR, 400, 1);

    @Test
    void answersAsTheLearnerOfTheSameParametersAndSeed() throws Exception {
        var learner = new SmileRandomForest();
        TreeEnsemble ours = learner.fit(
                DATA, RowSet.range(0, 400), Samples.parameters(learner, "n_estimators", 7, "max_depth", 5), 3);
        TrainingData unseen = Samples.data(Samples.FOUR, 200, 2);

        SmileReference.Scorer theirs = SmileReference.fit(DATA, 7, 5, 3).of(unseen);

        var row = new double[ours.features()];
        var out = new double[ours.outputs()];
        var expected = new double[ours.outputs()];
        for (int i = 0; i < unseen.rows(); i++) {
            unseen.copyRow(i, row);
            ours.score(row, expected);
            theirs.score(i, out);
            assertThat(out).containsExactly(expected);
        }
    }

    @Test
    void refusesNumbersToPredict() {
        assertThatThrownBy(() -> SmileReference.fit(Samples.data(Samples.NUMBER, 50, 1), 2, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no classes");
    }
}
