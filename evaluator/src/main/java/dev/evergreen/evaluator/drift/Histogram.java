package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import java.nio.ByteBuffer;

/** One feature's counts by bin: of the reference, and of each part of the newest rows. */
final class Histogram {
    private final Bins bins;
    private final int[] reference;
    /** {@code [parts x bins]} */
    private final int[][] parts;
    /** For how many looks in a row the index has been above its threshold. */
    private int above;

    /** @param sample of the reference */
    Histogram(Bins bins, double[] sample, int parts) {
        this(bins, new int[bins.count()], new int[parts][bins.count()]);
        for (double value : sample) {
            reference[bins.of(value)]++;
        }
    }

    private Histogram(Bins bins, int[] reference, int[][] parts) {
        this.bins = bins;
        this.reference = reference;
        this.parts = parts;
    }

    void add(int part, double value) {
        parts[part][bins.of(value)]++;
    }

    void clear(int part) {
        parts[part] = new int[bins.count()];
    }

    /** Takes a look; the number of those above the threshold in a row, this one included. */
    int looked(boolean isAbove) {
        above = isAbove ? Math.min(above, Integer.MAX_VALUE - 1) + 1 : 0;
        return above;
    }

    /**
     * The population stability index, {@code sum over bins of (p - q) ln(p / q)}, of reference and newest rows. Half a row is
     * added to each bin, so that empty ones do not make it infinite.
     */
    double index() {
        int bins = reference.length;
        var newest = new int[bins];
        long before = 0;
        long now = 0;
        for (int b = 0; b < bins; b++) {
            for (int[] part : parts) {
                newest[b] += part[b];
            }
            before += reference[b];
            now += newest[b];
        }
        double index = 0;
        for (int b = 0; b < bins; b++) {
            double p = (newest[b] + 0.5) / (now + 0.5 * bins);
            double q = (reference[b] + 0.5) / (before + 0.5 * bins);
            index += (p - q) * Math.log(p / q);
        }
        return index;
    }

    int bytes() {
        return bins.bytes() + Integer.BYTES + (1 + parts.length) * bins.count() * Integer.BYTES;
    }

    void write(ByteBuffer to) {
        bins.write(to);
        to.putInt(above);
        write(reference, to);
        for (int[] part : parts) {
            write(part, to);
        }
    }

    private static void write(int[] counts, ByteBuffer to) {
        for (int count : counts) {
            to.putInt(count);
        }
    }

    static Histogram read(int parts, ByteBuffer from) {
        var bins = Bins.read(from);
        int above = from.getInt();
        int[] reference = counts(bins.count(), from);
        var all = new int[parts][];
        for (int p = 0; p < parts; p++) {
            all[p] = counts(bins.count(), from);
        }
        var histogram = new Histogram(bins, reference, all);
        histogram.above = above;
        return histogram;
    }

    private static int[] counts(int bins, ByteBuffer from) {
        var counts = new int[bins];
        for (int b = 0; b < bins; b++) {
            counts[b] = State.bounded(from.getInt(), DriftDetection.Psi.MAX_ROWS);
        }
        return counts;
    }
}
