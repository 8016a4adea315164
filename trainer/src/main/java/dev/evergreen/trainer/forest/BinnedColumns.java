package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * A window's features in 8 bits a value: {@code features} bytes a row, made once and shared by every fit. Never written to.
 *
 * <p>A numeric feature has at most 255 bins, in the order of its values, cut halfway between neighbouring values: one bin a
 * value where there are no more, else bins of about as many rows. A nominal feature has a bin for each of its values, but
 * the rarest share the last where there are more than 255. Bin {@link #MISSING} holds the rows without a value.
 */
public final class BinnedColumns {
    /** The most bins of values that a feature has. */
    public static final int MAX_BINS = 255;

    /** The bin of NaN. */
    public static final int MISSING = 255;

    private final byte[][] columns;
    private final FeatureBins[] features;
    private final boolean[] missing;

    private BinnedColumns(byte[][] columns, FeatureBins[] features) {
        this.columns = columns;
        this.features = features;
        this.missing = new boolean[columns.length];
        for (int f = 0; f < columns.length; f++) {
            missing[f] = anyMissing(columns[f]);
        }
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
     * The window's own, made by whoever asks first: {@code O(features * rows * log(rows))}.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile; the next to ask makes them
     */
    public static BinnedColumns of(TrainingData data) throws InterruptedException {
        try {
            return data.derived(BinnedColumns.class, BinnedColumns::bin);
        } catch (CancellationException interrupted) {
            Thread.interrupted();
            throw new InterruptedException(interrupted.getMessage());
        }
    }

    private static BinnedColumns bin(TrainingData data) {
        int width = data.features().size();
        var columns = new byte[width][];
        var features = new FeatureBins[width];
        for (int f = 0; f < width; f++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while columns were binned");
            }
            Feature feature = data.features().get(f);
            features[f] = switch (feature.type()) {
                case NUMERIC -> NumericBins.of(data, f);
                case NOMINAL -> NominalBins.of(data, f, feature.values().size());
            };
            columns[f] = column(data, f, features[f]);
        }
        return new BinnedColumns(columns, features);
    }

    private static byte[] column(TrainingData data, int feature, FeatureBins bins) {
        var column = new byte[data.rows()];
        for (int row = 0; row < column.length; row++) {
            column[row] = (byte) bins.binOf(data.value(feature, row));
        }
        return column;
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
