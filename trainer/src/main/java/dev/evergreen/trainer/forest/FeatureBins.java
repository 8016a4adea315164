package dev.evergreen.trainer.forest;

/** What the bins of one feature mean. */
public sealed interface FeatureBins permits NumericBins, NominalBins {

    /** How many bins of values there are, 1 to {@link BinnedColumns#MAX_BINS}. */
    int count();

    /** The bin of a value, {@link BinnedColumns#MISSING} for NaN. */
    int binOf(double value);
}
