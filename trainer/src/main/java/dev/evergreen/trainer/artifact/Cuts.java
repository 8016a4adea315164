package dev.evergreen.trainer.artifact;

import java.util.Arrays;

/**
 * The thresholds of one feature, and how many of them are below a value. Found in an even grid first and then among the
 * few thresholds of a cell, by halving without a branch to guess: as often as the fullest cell needs, which is seldom more
 * than three times for thresholds that are spread evenly, and never more often than in a binary search.
 */
final class Cuts {
    /** 1 if the first cut is negative infinity, which is less than all but itself. An infinite last cut is never less. */
    private final int infinite;
    /** One below all, so that a search of nothing has something to look at, and then the finite cuts. */
    private final double[] cuts;
    /** How many cuts lie in the cells before each; one more at the end. */
    private final int[] before;

    private final double low;
    private final double scale;
    private final int lastCell;
    /** Halvings that the fullest cell needs. */
    private final int steps;

    /** @param ascending and different, one or more; none NaN, a zero is 0.0 and not -0.0 */
    Cuts(double[] ascending) {
        infinite = ascending[0] == Double.NEGATIVE_INFINITY ? 1 : 0;
        double[] finite = Arrays.stream(ascending).filter(Double::isFinite).toArray();
        int count = finite.length;
        cuts = new double[count + 1];
        cuts[0] = Double.NEGATIVE_INFINITY;
        System.arraycopy(finite, 0, cuts, 1, count);
        low = count == 0 ? 0 : finite[0];
        double span = count == 0 ? 0 : finite[count - 1] - low;
        double perCell = span / (2.0 * count);
        boolean even = perCell > 0 && perCell <= Double.MAX_VALUE;
        scale = even ? 1 / perCell : 0;
        lastCell = even ? 2 * count - 1 : 0;
        before = new int[lastCell + 2];
        for (double cut : finite) {
            before[cell(cut) + 1]++;
        }
        int fullest = 0;
        for (int i = 1; i < before.length; i++) {
            fullest = Math.max(fullest, before[i]);
            before[i] += before[i - 1];
        }
        steps = Integer.SIZE - Integer.numberOfLeadingZeros(fullest);
    }

    /**
     * The number of cuts that are less than x: {@code x <= cut i} if and only if the rank is at most i.
     *
     * @param x not NaN
     */
    int rank(double x) {
        int cell = cell(x);
        int rank = before[cell];
        int open = before[cell + 1] - rank;
        for (int step = steps; step > 0; step--) {
            int half = (open + 1) >>> 1;
            rank += half & below(cuts[rank + half], x);
            open >>>= 1;
        }
        return x == Double.NEGATIVE_INFINITY ? 0 : infinite + rank;
    }

    /** All bits if the cut is less, else none: their difference is 0.0 or more then, also where x is infinite. */
    private static int below(double cut, double x) {
        return (int) (Double.doubleToRawLongBits(cut - x) >> 63);
    }

    /** Never falls as x rises, however it is rounded: so no cut of an earlier cell is x or above, and none of a later below. */
    private int cell(double x) {
        return Math.max(0, Math.min((int) ((x - low) * scale), lastCell));
    }
}
