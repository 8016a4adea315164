package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.resource.SharedWork;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Optional;

/**
 * What {@link BinnedColumns} leaves out: which part of its bin each value lies in, in 8 more bits for each numeric feature
 * that has more values than bins. Forests look at it in nodes whose rows no longer fill many bins. Made once a window and
 * shared by every fit. Never written to.
 */
final class FineColumns {
    private static final byte[] NO_COLUMN = {};

    private final BinnedColumns bins;
    private final byte[][] parts;
    private final FineBins[] features;

    private FineColumns(BinnedColumns bins) {
        this.bins = bins;
        this.parts = new byte[bins.features()][];
        this.features = new FineBins[parts.length];
    }

    /** Without any parts: bins are all there is to tell values apart by. */
    static FineColumns none(BinnedColumns bins) {
        var none = new FineColumns(bins);
        Arrays.fill(none.parts, NO_COLUMN);
        return none;
    }

    /**
     * The window's own, made by all who ask while there are none, each a column at a time: {@code O(features * rows *
     * log(rows))} in all.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile; the others go on
     */
    static FineColumns of(TrainingData data) throws InterruptedException {
        BinnedColumns bins = BinnedColumns.of(data);
        return data.derived(Cutting.class, rows -> new Cutting(rows, bins)).columns();
    }

    private static final class Cutting {
        private final FineColumns made;
        private final SharedWork work;

        Cutting(TrainingData data, BinnedColumns bins) {
            this.made = new FineColumns(bins);
            this.work = new SharedWork(bins.features(), () -> feature -> made.cut(data, feature));
        }

        FineColumns columns() throws InterruptedException {
            work.finish();
            return made;
        }
    }

    private void cut(TrainingData data, int feature) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while bins were cut into parts");
        }
        parts[feature] = NO_COLUMN;
        if (!(bins.bins(feature) instanceof NumericBins numeric)) {
            return;
        }
        Optional<FineBins> fine = FineBins.of(data, feature, numeric);
        if (fine.isPresent()) {
            features[feature] = fine.get();
            parts[feature] = column(data, feature, fine.get());
        }
    }

    private byte[] column(TrainingData data, int feature, FineBins fine) {
        byte[] column = bins.column(feature);
        var within = new byte[column.length];
        for (int row = 0; row < within.length; row++) {
            int bin = column[row] & 0xff;
            within[row] = (byte) (bin == BinnedColumns.MISSING ? 0 : fine.partOf(bin, data.value(feature, row)));
        }
        return within;
    }

    /** Whether the bins of any feature have parts. */
    boolean any() {
        return Arrays.stream(parts).anyMatch(column -> column.length > 0);
    }

    /** Whether the bins of a feature have parts. */
    boolean has(int feature) {
        return parts[feature].length > 0;
    }

    /** Which part of its bin each value of a feature lies in, {@code [rows]}, to be read as unsigned; empty if there are none. */
    byte[] column(int feature) {
        return parts[feature];
    }

    /** Of a numeric feature: the greatest value whose code is at most this; infinite for the greatest code. */
    double upper(int feature, int code) {
        return has(feature) ? features[feature].upper(code) : ((NumericBins) bins.bins(feature)).upper(code >>> 8);
    }
}
