package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import smile.math.MathEx;

/** What Smile's learners have in common: one thread, a seeded generator, and what to do without anything to learn. */
abstract sealed class SmileLearner implements Learner permits SmileRandomForest, SmileGradientBoosting, SmileAdaBoost {
    static final String N_ESTIMATORS = StagedFit.N_ESTIMATORS;
    static final String MAX_DEPTH = "max_depth";
    static final String MAX_LEAF_NODES = "max_leaf_nodes";
    static final String MIN_SAMPLES_LEAF = "min_samples_leaf";
    static final int MAX_ESTIMATORS = 10_000;
    /** Smile walks its trees by recursion. */
    static final int DEEPEST = 500;

    /** A forest's trees have seeds of their own; boosting's do not depend on those that come after them. */
    @Override
    public final Set<String> nested() {
        return Set.of(N_ESTIMATORS);
    }

    @Override
    public final TreeEnsemble fit(TrainingData data, RowSet rows, Parameters parameters, long seed)
            throws InterruptedException {
        return fit(
                data, rows, seed, frame -> nothingToLearn(frame) ? Constants.of(frame) : fit(frame, parameters, seed));
    }

    @Override
    public final List<TreeEnsemble> fitParts(
            TrainingData data, RowSet rows, Parameters parameters, long seed, int from, int to)
            throws InterruptedException {
        Objects.checkFromToIndex(from, to, parts(parameters));
        return fit(
                data,
                rows,
                seed,
                frame -> nothingToLearn(frame)
                        ? Collections.nCopies(to - from, Constants.of(frame))
                        : fitParts(frame, parameters, seed, from, to));
    }

    private <T> T fit(TrainingData data, RowSet rows, long seed, Function<TrainingFrame, T> how)
            throws InterruptedException {
        if (rows.size() == 0) {
            throw new IllegalArgumentException("no rows to train on");
        }
        if (!supports(data.label())) {
            throw new IllegalArgumentException(name() + " cannot learn " + data.label());
        }
        try {
            return FitThread.callHereOrAside(() -> fitHere(data, rows, seed, how));
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T fitHere(TrainingData data, RowSet rows, long seed, Function<TrainingFrame, T> how)
            throws InterruptedException {
        try {
            FitStopped.ifInterrupted();
            // Smile's generator belongs to the thread and remembers the fits before this one.
            MathEx.setSeed(seed);
            return how.apply(new TrainingFrame(data, rows));
        } catch (FitStopped e) {
            Thread.interrupted();
            var interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static boolean nothingToLearn(TrainingFrame frame) {
        return frame.rows() < 2 || frame.classes().length == 1;
    }

    abstract TreeEnsemble fit(TrainingFrame frame, Parameters parameters, long seed);

    List<TreeEnsemble> fitParts(TrainingFrame frame, Parameters parameters, long seed, int from, int to) {
        return from == to ? List.of() : List.of(fit(frame, parameters, seed));
    }

    static TreeShape treeShape(Parameters parameters, int rows, int featuresPerSplit) {
        return new TreeShape(
                smileDepth(parameters),
                smileLeaves(parameters, rows),
                parameters.whole(MIN_SAMPLES_LEAF),
                featuresPerSplit);
    }

    /** Smile counts levels of nodes, scikit-learn levels of splits. */
    static int smileDepth(Parameters parameters) {
        return parameters.limit(MAX_DEPTH).orElse(DEEPEST) + 1;
    }

    /**
     * Smile always wants a bound on the leaves: the one given, else the number that depth and leaf size allow anyway. It
     * keeps a queue of twice that length for each tree.
     */
    static int smileLeaves(Parameters parameters, int rows) {
        int byRows = Math.max(2, rows / parameters.whole(MIN_SAMPLES_LEAF));
        OptionalInt depth = parameters.limit(MAX_DEPTH);
        int byDepth = depth.isPresent() && depth.getAsInt() < 30 ? 1 << depth.getAsInt() : Integer.MAX_VALUE;
        return Math.min(
                Math.min(byRows, byDepth), parameters.limit(MAX_LEAF_NODES).orElse(Integer.MAX_VALUE));
    }
}
