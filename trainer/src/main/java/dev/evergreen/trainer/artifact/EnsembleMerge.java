package dev.evergreen.trainer.artifact;

import java.util.Arrays;
import java.util.List;

/** Puts together what was fitted in parts. */
public final class EnsembleMerge {
    private EnsembleMerge() {}

    /**
     * The ensemble that holds the trees of all parts in order. Importances are added from the first part to the last. Of
     * constants, which have no trees, all must be the same.
     *
     * @throws IllegalArgumentException if there is no part, or if they differ in more than their trees
     */
    public static TreeEnsemble merge(List<TreeEnsemble> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts to merge");
        }
        TreeEnsemble first = parts.getFirst();
        var builder = TreeEnsembleBuilder.like(first);
        var importance = new double[first.features()];
        for (TreeEnsemble part : parts) {
            requireAlike(first, part);
            builder.addTrees(part);
            double[] ofPart = part.importance();
            for (int f = 0; f < importance.length; f++) {
                importance[f] += ofPart[f];
            }
        }
        return builder.build(importance);
    }

    private static void requireAlike(TreeEnsemble first, TreeEnsemble part) {
        boolean alike = part.combination() == first.combination()
                && part.features() == first.features()
                && part.outputs() == first.outputs()
                && Arrays.equals(part.trainedClasses(), first.trainedClasses())
                && Arrays.equals(part.base(), first.base());
        if (!alike) {
            throw new IllegalArgumentException("parts of different models: %s of %d features, %s of %d"
                    .formatted(first.combination(), first.features(), part.combination(), part.features()));
        }
    }
}
