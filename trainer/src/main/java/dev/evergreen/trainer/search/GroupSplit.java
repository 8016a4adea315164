package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * scikit-learn's {@code GroupKFold}: the largest group goes first, each into the fold with the fewest rows so far, the
 * first of several. Of groups of one size the one that appears first goes first; scikit-learn leaves that to a sort that
 * is not stable.
 */
final class GroupSplit {
    private GroupSplit() {}

    /** @param feature rows with the same value of it are a group; missing values are one too */
    static SplitResult of(int foldCount, String feature, TrainingData data) {
        int[] groupOf = byFirstAppearance(indexOf(feature, data.features()), data);
        int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        if (groups < foldCount) {
            return new SplitResult.Problem(
                    "%d folds of the splitter 'group' need at least as many groups, the window holds %d of '%s'"
                            .formatted(foldCount, groups, feature));
        }
        int[] foldOfGroup = deal(foldCount, sizes(groups, groupOf));
        return new SplitResult.Folds(Splits.folds(
                foldCount,
                Arrays.stream(groupOf).map(group -> foldOfGroup[group]).toArray()));
    }

    private static int indexOf(String feature, List<Feature> features) {
        return IntStream.range(0, features.size())
                .filter(f -> features.get(f).name().equals(feature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feature is called " + feature));
    }

    /** Groups numbered in the order in which they first appear. Sorts once, then a binary search a row: nothing is boxed. */
    private static int[] byFirstAppearance(int feature, TrainingData data) {
        double[] values = distinct(feature, data);
        int[] numbers = new int[values.length];
        Arrays.fill(numbers, -1);
        int seen = 0;
        int[] groupOf = new int[data.rows()];
        for (int row = 0; row < groupOf.length; row++) {
            int place = Arrays.binarySearch(values, key(data.value(feature, row)));
            if (numbers[place] < 0) {
                numbers[place] = seen++;
            }
            groupOf[row] = numbers[place];
        }
        return groupOf;
    }

    /** Ascending. */
    private static double[] distinct(int feature, TrainingData data) {
        double[] sorted = new double[data.rows()];
        for (int row = 0; row < sorted.length; row++) {
            sorted[row] = key(data.value(feature, row));
        }
        Arrays.sort(sorted);
        int count = 0;
        for (double value : sorted) {
            if (count == 0 || Double.compare(sorted[count - 1], value) != 0) {
                sorted[count++] = value;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** Sorting and searching tell -0.0 from 0.0; nobody else does. */
    private static double key(double value) {
        return value + 0.0;
    }

    private static int[] sizes(int groups, int[] groupOf) {
        int[] sizes = new int[groups];
        for (int group : groupOf) {
            sizes[group]++;
        }
        return sizes;
    }

    /** The fold of each group. */
    private static int[] deal(int foldCount, int[] sizes) {
        int[] foldOf = new int[sizes.length];
        int[] load = new int[foldCount];
        IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer group) -> -sizes[group]))
                .forEachOrdered(group -> {
                    int lightest = 0;
                    for (int fold = 1; fold < foldCount; fold++) {
                        lightest = load[fold] < load[lightest] ? fold : lightest;
                    }
                    load[lightest] += sizes[group];
                    foldOf[group] = lightest;
                });
        return foldOf;
    }
}
