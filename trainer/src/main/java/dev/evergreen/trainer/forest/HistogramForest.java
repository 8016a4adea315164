package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import dev.evergreen.trainer.resource.Crew;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A forest of histogram trees, grown on the calling thread and on those of its {@link Crew} that have nothing else to do.
 * Every tree has a seed of its own, so that a forest holds each smaller one, and that it does not matter who grows a tree.
 *
 * <p>Sources: Breiman, "Random Forests", 2001; the histograms of Ke et al., "LightGBM", 2017.
 */
public final class HistogramForest {

    private final TrainingData data;
    private final FitRows rows;
    /** Empty where there is one class only. */
    private final List<Trees> parts;

    private final int partCount;
    private final Findings findings;

    private HistogramForest(TrainingData data, FitRows rows, List<Trees> parts, int partCount, Findings findings) {
        this.data = data;
        this.rows = rows;
        this.parts = parts;
        this.partCount = partCount;
        this.findings = findings;
    }

    /** As {@link #grow(TrainingData, RowSet, ForestSpec, long, int, int)}, all of it. */
    public static HistogramForest grow(TrainingData data, RowSet rows, ForestSpec spec, long seed)
            throws InterruptedException {
        return grow(data, rows, spec, seed, 0, spec.parts());
    }

    /** As {@link #grow(TrainingData, RowSet, ForestSpec, long, int, int, Questions)}, with nothing asked. */
    public static HistogramForest grow(TrainingData data, RowSet rows, ForestSpec spec, long seed, int from, int to)
            throws InterruptedException {
        return grow(data, rows, spec, seed, from, to, Questions.NONE);
    }

    /**
     * Grows some of a forest's parts.
     *
     * @param rows to train on, at least one
     * @param from the first part
     * @param to the part after the last, at most {@link ForestSpec#parts}
     * @param questions what {@link #findings} shall tell
     * @throws InterruptedException if the thread was interrupted
     */
    public static HistogramForest grow(
            TrainingData data, RowSet rows, ForestSpec spec, long seed, int from, int to, Questions questions)
            throws InterruptedException {
        Objects.checkFromToIndex(from, to, spec.parts());
        if (rows.size() == 0) {
            throw new IllegalArgumentException("no rows to train on");
        }
        if (questions.outOfBag() && !spec.leavesOut()) {
            throw new IllegalArgumentException("oob_score: every tree draws every row, so that none is out of its bag");
        }
        var fitRows = new FitRows(data, rows);
        if (fitRows.constant()) {
            return new HistogramForest(data, fitRows, List.of(), to - from, Findings.NONE);
        }
        BinnedColumns columns = BinnedColumns.of(data);
        FineColumns fine = FineColumns.of(data);
        var parts = new Trees[to - from];
        if (!questions.any()) {
            Crew.current().doAll(parts.length, () -> {
                var grower = new ForestGrower(columns, fine, fitRows, spec);
                return part -> parts[part] = grower.grow(from + part, seed, Optional.empty());
            });
            return new HistogramForest(data, fitRows, List.of(parts), to - from, Findings.NONE);
        }
        // Nobody helps: what is found out adds up, and a part that a helper gave up half-way would be counted twice.
        var grower = new ForestGrower(columns, fine, fitRows, spec);
        var inquiry = new Inquiry(columns, fine, fitRows, spec, questions, seed);
        for (int part = 0; part < parts.length; part++) {
            parts[part] = grower.grow(from + part, seed, Optional.of(inquiry));
        }
        return new HistogramForest(data, fitRows, List.of(parts), to - from, inquiry.findings());
    }

    private boolean constant() {
        return rows.constant();
    }

    private boolean classifier() {
        return rows.classes().length > 0;
    }

    /** The whole forest as a model: what its parts would be, merged. */
    public TreeEnsemble ensemble() {
        var builder = builder();
        var importance = new double[data.features().size()];
        for (Trees part : parts) {
            write(part, builder);
            for (int f = 0; f < importance.length; f++) {
                importance[f] += part.importance()[f];
            }
        }
        return builder.build(importance);
    }

    /** A model for each part. */
    public List<TreeEnsemble> ensembles() {
        if (constant()) {
            return Collections.nCopies(
                    partCount, builder().build(new double[data.features().size()]));
        }
        var ensembles = new ArrayList<TreeEnsemble>(parts.size());
        for (Trees part : parts) {
            var builder = builder();
            write(part, builder);
            ensembles.add(builder.build(part.importance()));
        }
        return ensembles;
    }

    private static void write(Trees part, TreeEnsembleBuilder builder) {
        for (int t = 0; t < part.count(); t++) {
            part.write(t, builder);
        }
    }

    private TreeEnsembleBuilder builder() {
        int features = data.features().size();
        return switch (data.label()) {
            case Label.Classes c
            when constant() ->
                TreeEnsembleBuilder.classifier(
                        Combination.CONSTANT, features, c.classes().size(), rows.classes(), 1.0);
            case Label.Classes c ->
                TreeEnsembleBuilder.classifier(
                        Combination.POSTERIORS, features, c.classes().size(), rows.classes());
            case Label.Regression _ -> TreeEnsembleBuilder.regression(Combination.MEAN, features);
        };
    }

    /** A smaller forest that this one holds: its first trees, cut off at a depth. */
    public record Smaller(int trees, int maxDepth) {}

    /**
     * What smaller forests, grown by themselves from the same seed, would answer, bit for bit; where the number of leaves is
     * limited, the depths must be all the same.
     *
     * @param window that this was grown on
     * @return {@code [smaller][rows x outputs]}, row by row
     */
    public double[][] answers(List<Smaller> smaller, TrainingData window, RowSet rows) throws InterruptedException {
        if (window != data) {
            throw new IllegalArgumentException("rows of another window than the forest was grown on");
        }
        return new ForestAnswers(outputs(), classesOrNumber(), rows.stream().toArray(), smaller).of(parts);
    }

    private int outputs() {
        return data.label() instanceof Label.Classes c ? c.classes().size() : 1;
    }

    private int[] classesOrNumber() {
        return classifier() ? rows.classes() : new int[1];
    }

    /** What was asked for. */
    public Findings findings() {
        return findings;
    }

    /** How many nodes its trees have. */
    public int nodes() {
        return parts.stream().mapToInt(Trees::nodes).sum();
    }
}
