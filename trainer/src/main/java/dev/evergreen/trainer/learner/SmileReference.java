package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;
import smile.model.cart.SplitRule;

/**
 * Smile's own random forest, to measure against: of the same rows, parameters and seed it has the same trees as the
 * learner {@code random-forest} and gives the same answers to the last bit. Nothing is trained with it.
 */
public final class SmileReference {
    private final RandomForest forest;

    private SmileReference(RandomForest forest) {
        this.forest = forest;
    }

    /** Scores the rows of some data by their numbers. */
    @FunctionalInterface
    public interface Scorer {

        /** @param out {@code [classes]} */
        void score(int row, double[] out);
    }

    /**
     * Fits it with Gini's rule and all else at the defaults of {@code random-forest}, on one thread.
     *
     * @param data with classes for a label, of which each has a row
     * @param maxDepth levels of splits, 1 to {@value SmileLearner#DEEPEST}
     */
    public static SmileReference fit(TrainingData data, int trees, int maxDepth, long seed) throws Exception {
        var learner = new SmileRandomForest();
        if (!(data.label() instanceof Label.Classes)) {
            throw new IllegalArgumentException("%s has no classes".formatted(data.label()));
        }
        var frame = new TrainingFrame(data, RowSet.range(0, data.rows()));
        int perSplit = MaxFeatures.count(Parameters.defaults(learner), frame.features(), frame.classifier());
        long[] seeds =
                LongStream.range(0, trees).map(t -> Seeds.ofTree(seed, (int) t)).toArray();
        int leaves = Math.min(Math.max(2, frame.rows()), maxDepth < 30 ? 1 << maxDepth : Integer.MAX_VALUE);
        var options = new RandomForest.Options(
                trees, perSplit, SplitRule.GINI, maxDepth + 1, leaves, 1, 1.0, null, seeds, null);
        DataFrame rows = frame.x().add(new IntVector(frame.labelField(), frame.y()));
        return new SmileReference(
                FitThread.callHereOrAside(() -> RandomForest.fit(Formula.lhs(TrainingFrame.LABEL), rows, options)));
    }

    /** Of rows with the features of the training data; they are brought into Smile's form here and not as they score. */
    public Scorer of(TrainingData data) {
        var frame = new TrainingFrame(data, RowSet.range(0, data.rows()));
        DataFrame rows = frame.x().add(new IntVector(frame.labelField(), frame.y()));
        Tuple[] tuples = IntStream.range(0, data.rows()).mapToObj(rows::get).toArray(Tuple[]::new);
        return (row, out) -> forest.predict(tuples[row], out);
    }
}
