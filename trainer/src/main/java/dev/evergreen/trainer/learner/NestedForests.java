package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.forest.ForestSpec;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.forest.HistogramForest;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Forests that differ in how many trees they have and how deep those are: one is grown that holds them all. Where the number
 * of leaves is limited, which leaves there are depends on the depth, so that one is grown for each depth.
 */
final class NestedForests implements NestedFit {
    private final List<ForestSpec> specs;
    /** By depth; one only, where the leaves are not limited. */
    private final Map<Integer, HistogramForest> forests;

    private NestedForests(List<ForestSpec> specs, Map<Integer, HistogramForest> forests) {
        this.specs = specs;
        this.forests = forests;
    }

    static NestedForests fit(TrainingData data, RowSet rows, List<ForestSpec> specs, long seed)
            throws InterruptedException {
        ForestSpec first = specs.getFirst();
        boolean limited = first.limits().maxLeafNodes() < GrowthLimits.UNLIMITED;
        int deepest = specs.stream().mapToInt(s -> s.limits().maxDepth()).max().orElseThrow();
        var treesOfDepth = new TreeMap<Integer, Integer>();
        for (ForestSpec spec : specs) {
            treesOfDepth.merge(limited ? spec.limits().maxDepth() : deepest, spec.trees(), Math::max);
        }
        var forests = new TreeMap<Integer, HistogramForest>();
        for (var entry : treesOfDepth.entrySet()) {
            forests.put(
                    entry.getKey(), HistogramForest.grow(data, rows, first.of(entry.getValue(), entry.getKey()), seed));
        }
        return new NestedForests(specs, forests);
    }

    @Override
    public double[][] predict(TrainingData data, RowSet rows) throws InterruptedException {
        if (forests.size() == 1) {
            return forests.values().iterator().next().answers(smaller(specs), data, rows);
        }
        var answers = new double[specs.size()][];
        for (int i = 0; i < answers.length; i++) {
            HistogramForest forest = forests.get(specs.get(i).limits().maxDepth());
            answers[i] = forest.answers(smaller(specs.subList(i, i + 1)), data, rows)[0];
        }
        return answers;
    }

    private static List<HistogramForest.Smaller> smaller(List<ForestSpec> specs) {
        return specs.stream()
                .map(s -> new HistogramForest.Smaller(s.trees(), s.limits().maxDepth()))
                .toList();
    }
}
