package dev.evergreen.trainer.artifact;

import java.util.Arrays;

/**
 * The thresholds of one feature, and how many of them are below a value. Found in an even grid first and then among the
 * few thresholds of a cell: some 5 ns for thresholds that are spread evenly, and never more than a binary search.
 */
final class Cuts {
    private final double[] cuts;
    /** How many cuts lie in the cells before each; one more at the end. */
    private final int[] before;

    private final double low;
    private final double scale;
    private final int lastCell;

    /** @param cuts ascending and different, one or more; none NaN, infinite ones allowed */
    Cuts(double[] cuts) {
        this.cuts = cuts;
        double least = cuts[0];
        double greatest = cuts[cuts.length - 1];
        for (double cut : cuts) {
            if (Double.isFinite(cut)) {
                least = Double.isFinite(least) ? least : cut;
                greatest = cut;
            }
        }
        double perCell = (greatest - least) / (2.0 * cuts.length);
        boolean even = perCell > 0 && perCell <= Double.MAX_VALUE;
        low = least;
        scale = even ? 1 / perCell : 0;
        lastCell = even ? 2 * cuts.length - 1 : 0;
        before = new int[lastCell + 2];
        for (double cut : cuts) {
            before[cell(cut) + 1]++;
        }
        Arrays.parallelPrefix(before, Integer::sum);
    }

    int size() {
        return cuts.length;
    }

    /**
     * The number of cuts that are less than x: {@code x <= cuts[i]} if and only if the rank is at most i.
     *
     * @param x not NaN
     */
    int rank(double x) {
        int cell = cell(x);
        int from = before[cell];
        int to = before[cell + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (cuts[middle] < x) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Never falls as x rises, however it is rounded: so no cut of an earlier cell is x or above, and none of a later below. */
    private int cell(double x) {
        return Math.max(0, Math.min((int) ((x - low) * scale), lastCell));
    }
}
