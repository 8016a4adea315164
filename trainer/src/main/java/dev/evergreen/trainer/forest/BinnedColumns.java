package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.trainer.resource.SharedWork;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;

/**
 * A window's features in 8 bits a value: {@code features} bytes a row, made once and shared by every fit. Never written to.
 *
 * <p>A numeric feature has at most 255 bins, in the order of its values, cut halfway between neighbouring values: one bin a
 * value where there are no more, else bins of about as many rows. A nominal feature has a bin for each of its values, but
 * the rarest share the last where there are more than 255. What bins leave out {@link FineColumns} has. Bin {@link #MISSING} holds the rows without a value.
 */
public final class BinnedColumns {
    /** The most bins of values that a feature has. */
    public static final int MAX_BINS = 255;

    /** The bin of NaN. */
    public static final int MISSING = 255;

    private final byte[][] columns;
    private final FeatureBins[] features;
    private final boolean[] missing;

    /** With nothing in it yet. */
    private BinnedColumns(int width) {
        this.columns = new byte[width][];
        this.features = new FeatureBins[width];
        this.missing = new boolean[width];
    }

    private static boolean anyMissing(byte[] column) {
        for (byte bin : column) {
            if ((bin & 0xff) == MISSING) {
                return true;
            }
        }
        return false;
    }

    /**
     * The window's own, made by all who ask while there are none, each a column at a time: {@code O(features * rows *
     * log(rows))} in all.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile; the others go on
     */
    public static BinnedColumns of(TrainingData data) throws InterruptedException {
        return data.derived(Binning.class, Binning::new).columns();
    }

    private static final class Binning {
        private final BinnedColumns made;
        private final SharedWork work;

        Binning(TrainingData data) {
            int width = data.features().size();
            this.made = new BinnedColumns(width);
            this.work = new SharedWork(width, () -> feature -> bin(data, feature));
        }

        BinnedColumns columns() throws InterruptedException {
            work.finish();
            return made;
        }

        private void bin(TrainingData data, int f) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while columns were binned");
            }
            Feature feature = data.features().get(f);
            made.features[f] = switch (feature.type()) {
                case NUMERIC -> NumericBins.of(data, f);
                case NOMINAL -> NominalBins.of(data, f, feature.values().size());
            };
            made.columns[f] = column(data, f, made.features[f]);
            made.missing[f] = anyMissing(made.columns[f]);
        }
    }

    private static byte[] column(TrainingData data, int feature, FeatureBins bins) {
        var column = new byte[data.rows()];
        for (int row = 0; row < column.length; row++) {
            column[row] = (byte) bins.binOf(data.value(feature, row));
        }
        return column;
    }

    /** How many rows the window has. */
    int rows() {
        return columns[0].length;
    }

    /** How many features there are. */
    public int features() {
        return columns.length;
    }

    /** A feature's bins, {@code [rows]}, to be read as unsigned. Not a copy: for reading only. */
    public byte[] column(int feature) {
        return columns[feature];
    }

    /** Whether any row lacks a value of a feature. */
    public boolean anyMissing(int feature) {
        return missing[feature];
    }

    /** Whether any feature is nominal. */
    public boolean anyNominal() {
        return Arrays.stream(features).anyMatch(NominalBins.class::isInstance);
    }

    /** What a feature's bins mean. */
    public FeatureBins bins(int feature) {
        return features[feature];
    }
}
