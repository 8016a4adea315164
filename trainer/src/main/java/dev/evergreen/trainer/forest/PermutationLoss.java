package dev.evergreen.trainer.forest;

import java.util.Arrays;
import java.util.List;

/**
 * By how much worse trees answer with the values of a feature mixed up: Breiman, "Random Forests", 2001, section 10. Of
 * classes the fall of the accuracy, of numbers the rise of the mean squared error, added up over trees.
 *
 * @param outOfBag whether on rows that a tree did not draw; else on some that it may have seen
 * @param trees how many had rows to be asked about
 * @param losses by feature, in order
 */
public record PermutationLoss(boolean outOfBag, int trees, List<Double> losses) {
    public PermutationLoss {
        losses = List.copyOf(losses);
    }

    static PermutationLoss of(boolean outOfBag, int trees, double[] losses) {
        return new PermutationLoss(
                outOfBag, trees, Arrays.stream(losses).boxed().toList());
    }

    /** Of a whole forest, its parts in order, so that the sums are the same however it was cut. */
    static PermutationLoss together(List<PermutationLoss> parts) {
        var sums = new double[parts.getFirst().losses.size()];
        int trees = 0;
        for (PermutationLoss part : parts) {
            trees += part.trees;
            for (int f = 0; f < sums.length; f++) {
                sums[f] += part.losses.get(f);
            }
        }
        return of(parts.getFirst().outOfBag, trees, sums);
    }

    /** Of a tree, on average. */
    List<Double> means() {
        return losses.stream().map(sum -> sum / trees).toList();
    }
}
