package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Optional;

/**
 * What lies within the bins of a numeric feature that has more values than bins: each bin is cut once more, into at most 256
 * parts, one a value where there are no more. A value's code is its bin and, in the last 8 bits, its part; codes rise with
 * values. A cut that ends with {@link #ALL_PARTS} lies
 * behind a whole bin.
 */
final class FineBins {
    /** The last part that a bin can have. */
    static final int ALL_PARTS = 255;

    private static final int MAX_PARTS = ALL_PARTS + 1;

    private final NumericBins bins;
    /** Where bins are cut, all of them one after another. */
    private final double[] edges;
    /** Where those of each bin begin; one more at the end. */
    private final int[] starts;

    private FineBins(NumericBins bins, double[] edges, int[] starts) {
        this.bins = bins;
        this.edges = edges;
        this.starts = starts;
    }

    /** Empty if no bin holds more than one value. */
    static Optional<FineBins> of(TrainingData data, int feature, NumericBins bins) {
        double[] sorted = NumericBins.sorted(data, feature);
        var edges = new double[sorted.length];
        var starts = new int[bins.count() + 1];
        int count = 0;
        int from = 0;
        for (int bin = 0; bin < bins.count(); bin++) {
            starts[bin] = count;
            int to = from;
            while (to < sorted.length && (bin == bins.count() - 1 || sorted[to] <= bins.edge(bin))) {
                to++;
            }
            double[] within = NumericBins.edges(Arrays.copyOfRange(sorted, from, to), MAX_PARTS);
            System.arraycopy(within, 0, edges, count, within.length);
            count += within.length;
            from = to;
        }
        starts[bins.count()] = count;
        return count == 0 ? Optional.empty() : Optional.of(new FineBins(bins, Arrays.copyOf(edges, count), starts));
    }

    static int code(int bin, int part) {
        return bin << 8 | part;
    }

    static int bin(int code) {
        return code >>> 8;
    }

    /** The code of a whole bin's last value, or of one above it. */
    static int last(int bin) {
        return code(bin, ALL_PARTS);
    }

    /** Of bins or codes, the last of a first side and the next one: what lies empty between is shared evenly, as if the threshold lay in its middle. */
    static int middle(int last, int next) {
        return (last + next - 1) >>> 1;
    }

    /** Whether a cut lies behind a whole bin. */
    static boolean isLast(int cut) {
        return (cut & ALL_PARTS) == ALL_PARTS;
    }

    /** The part of its bin that a value, not NaN, lies in. Costs as many comparisons as the number of parts has bits. */
    int partOf(int bin, double value) {
        return NumericBins.firstNotBelow(value, edges, starts[bin], starts[bin + 1]) - starts[bin];
    }

    /** The greatest value whose code is at most this; infinite for those of the last bin's last part. */
    double upper(int code) {
        int bin = code >>> 8;
        int at = starts[bin] + (code & ALL_PARTS);
        return at < starts[bin + 1] ? edges[at] : bins.upper(bin);
    }
}
