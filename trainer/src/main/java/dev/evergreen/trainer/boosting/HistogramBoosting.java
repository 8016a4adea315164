package dev.evergreen.trainer.boosting;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import dev.evergreen.trainer.forest.BinnedColumns;
import dev.evergreen.trainer.forest.Trees;
import dev.evergreen.trainer.window.RowLabels;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A boosted ensemble of histogram trees, grown on the calling thread. Its first rounds are what fewer rounds from the same seed
 * would have given, so that it holds each smaller ensemble.
 *
 * <p>Sources: Friedman, "Greedy Function Approximation", 2001; Ke et al., "LightGBM", 2017.
 */
public final class HistogramBoosting {
    private final TrainingData data;
    private final int[] classes;
    /** None where there is one class only. */
    private final Optional<Boosted> boosted;

    private record Boosted(Loss loss, Trees trees) {
        int rounds() {
            return trees.count() / loss.scores();
        }
    }

    private HistogramBoosting(TrainingData data, int[] classes, Optional<Boosted> boosted) {
        this.data = data;
        this.classes = classes;
        this.boosted = boosted;
    }

    /**
     * Boosts an ensemble.
     *
     * @param rows to train on, at least one
     * @throws InterruptedException if the thread was interrupted
     */
    public static HistogramBoosting fit(TrainingData data, RowSet rows, BoostingSpec spec, long seed)
            throws InterruptedException {
        if (rows.size() == 0) {
            throw new IllegalArgumentException("no rows to train on");
        }
        RowLabels labels = RowLabels.of(data, rows);
        if (labels.classes().length == 1) {
            return new HistogramBoosting(data, labels.classes(), Optional.empty());
        }
        ValidationSplit split = spec.earlyStopping()
                .map(stopping -> ValidationSplit.of(labels, rows.size(), stopping.validationFraction()))
                .orElseGet(() -> new ValidationSplit(IntStream.range(0, rows.size()), IntStream.empty()));
        Examples train = Examples.of(rows, labels, split.train().toArray());
        Examples validation = Examples.of(rows, labels, split.validation().toArray());
        Loss loss = loss(train, labels.classes().length, spec.balanced());
        var booster = new Booster(BinnedColumns.of(data), train, validation, loss, spec);
        return new HistogramBoosting(data, labels.classes(), Optional.of(new Boosted(loss, booster.boost(seed))));
    }

    private static Loss loss(Examples train, int classes, boolean balanced) {
        return switch (classes) {
            case 0 -> new SquaredLoss(train);
            case 2 -> new LogisticLoss(train, balanced);
            default -> new SoftmaxLoss(train, classes, balanced);
        };
    }

    /** How many rounds there are: fewer than asked for where it ended early, none where there is one class only. */
    public int rounds() {
        return boosted.map(Boosted::rounds).orElse(0);
    }

    /** All of it as a model. */
    public TreeEnsemble ensemble() {
        int features = data.features().size();
        if (boosted.isEmpty()) {
            return TreeEnsembleBuilder.classifier(Combination.CONSTANT, features, outputs(), classes, 1.0)
                    .build(new double[features]);
        }
        Loss loss = boosted.get().loss();
        Trees trees = boosted.get().trees();
        double[] base = loss.startsInTrees() ? new double[0] : new double[] {loss.start(0)};
        var builder = classes.length == 0
                ? TreeEnsembleBuilder.regression(loss.combination(), features, base)
                : TreeEnsembleBuilder.classifier(loss.combination(), features, outputs(), classes, base);
        for (int t = 0; t < trees.count(); t++) {
            trees.write(t, builder);
        }
        return builder.build(trees.importance());
    }

    private int outputs() {
        return data.label() instanceof Label.Classes c ? c.classes().size() : 1;
    }

    /**
     * What the ensembles that its first rounds make would answer, bit for bit.
     *
     * @param stages how many rounds each has, in any order, 1 or more; one of more rounds than there are has all of them
     * @param window that this was fitted on
     * @return {@code [stages][rows x outputs]}, row by row
     */
    public double[][] answers(int[] stages, TrainingData window, RowSet rows) throws InterruptedException {
        if (window != data) {
            throw new IllegalArgumentException("rows of another window than the ensemble was fitted on");
        }
        var answers = new StagedAnswers(outputs(), classes, rows.stream().toArray());
        return boosted.isEmpty()
                ? answers.ofOnlyClass(stages.length)
                : answers.of(boosted.get().loss(), boosted.get().trees(), stages);
    }
}
