package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A bin for each value of a feature, in no order that means anything. */
public final class NominalBins implements FeatureBins {
    private final int[] binOfCode;
    private final int count;

    private NominalBins(int[] binOfCode, int count) {
        this.binOfCode = binOfCode;
        this.count = count;
    }

    static NominalBins of(TrainingData data, int feature, int codes) {
        var rowsOf = new int[codes];
        for (int row = 0; row < data.rows(); row++) {
            double value = data.value(feature, row);
            if (!Double.isNaN(value)) {
                rowsOf[(int) value]++;
            }
        }
        return new NominalBins(binOfCode(rowsOf), Math.min(codes, BinnedColumns.MAX_BINS));
    }

    private static int[] binOfCode(int[] rowsOf) {
        if (rowsOf.length <= BinnedColumns.MAX_BINS) {
            return IntStream.range(0, rowsOf.length).toArray();
        }
        var bins = new int[rowsOf.length];
        Arrays.fill(bins, BinnedColumns.MAX_BINS - 1);
        int[] commonest = IntStream.range(0, rowsOf.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> -rowsOf[code]).thenComparing(code -> code))
                .limit(BinnedColumns.MAX_BINS - 1)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int bin = 0; bin < commonest.length; bin++) {
            bins[commonest[bin]] = bin;
        }
        return bins;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int binOf(double value) {
        return Double.isNaN(value) ? BinnedColumns.MISSING : binOfCode[(int) value];
    }

    /**
     * The codes whose bins are in a set, as a bitmap without zero words at its end.
     *
     * @param bins {@code [4]}, a bit for each bin
     */
    public long[] codes(long[] bins) {
        var codes = new long[(binOfCode.length + 63) >>> 6];
        int words = 0;
        for (int code = 0; code < binOfCode.length; code++) {
            if ((bins[binOfCode[code] >>> 6] >>> binOfCode[code] & 1) != 0) {
                codes[code >>> 6] |= 1L << code;
                words = (code >>> 6) + 1;
            }
        }
        return Arrays.copyOf(codes, words);
    }
}
