package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;

/** Bins in the order of a feature's values: bin {@code b} holds the values from above edge b - 1 up to edge b. */
public final class NumericBins implements FeatureBins {
    /** Where a window has more rows, the edges are learned from so many, evenly spread over it. */
    private static final int ROWS_FOR_EDGES = 200_000;

    private final double[] edges;

    private NumericBins(double[] edges) {
        this.edges = edges;
    }

    static NumericBins of(TrainingData data, int feature) {
        return new NumericBins(edges(sorted(data, feature), BinnedColumns.MAX_BINS));
    }

    /** Of a large window a sample, evenly spread over it; without NaN. */
    static double[] sorted(TrainingData data, int feature) {
        var values = new double[data.rows()];
        int present = 0;
        for (int row = 0; row < values.length; row++) {
            double value = data.value(feature, row);
            if (!Double.isNaN(value)) {
                values[present++] = value;
            }
        }
        return sample(values, present);
    }

    private static double[] sample(double[] values, int present) {
        int size = Math.min(present, ROWS_FOR_EDGES);
        var sample = new double[size];
        for (int i = 0; i < size; i++) {
            // 0.0 is added so that -0.0 and 0.0, which are equal, are sorted as equals.
            sample[i] = values[(int) ((long) i * present / size)] + 0.0;
        }
        Arrays.sort(sample);
        return sample;
    }

    /** Between all values where there are no more than so many bins, else between bins of about as many of them. */
    static double[] edges(double[] sorted, int most) {
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        var edges = new double[most - 1];
        int count = 0;
        int bin = 1;
        for (int i = 1; i < sorted.length; i++) {
            boolean full = distinct <= most || i >= (long) bin * sorted.length / most;
            if (sorted[i] != sorted[i - 1] && full && count < edges.length) {
                edges[count++] = between(sorted[i - 1], sorted[i]);
                // A value of many rows fills several bins at once.
                bin = Math.max(bin + 1, (int) ((long) i * most / sorted.length) + 1);
            }
        }
        return Arrays.copyOf(edges, count);
    }

    /** At least {@code low} and below {@code high}. */
    private static double between(double low, double high) {
        double middle = low / 2 + high / 2;
        return middle >= low && middle < high ? middle : low;
    }

    @Override
    public int count() {
        return edges.length + 1;
    }

    /** The greatest value that belongs to bin {@code bin} or to one before it; the last bin has no such edge. */
    public double edge(int bin) {
        return edges[bin];
    }

    /** As {@link #edge}, infinite for the last bin. */
    double upper(int bin) {
        return bin < edges.length ? edges[bin] : Double.POSITIVE_INFINITY;
    }

    /** Costs eight comparisons. */
    @Override
    public int binOf(double value) {
        return Double.isNaN(value) ? BinnedColumns.MISSING : firstNotBelow(value, edges, 0, edges.length);
    }

    /** The first of some edges, ascending, that is not below a value; {@code to} if all are. */
    static int firstNotBelow(double value, double[] edges, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value <= edges[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
