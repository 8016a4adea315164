package dev.evergreen.trainer.flink;

/**
 * What came out of a fit: a fact, whatever happens to the job afterwards.
 *
 * @param failure why it failed; empty if it did not
 * @param scores in the order of the search's scoring, NaN where undefined; empty for a refit or a failure
 * @param artifact the encoded model of a refit, or of its part; empty otherwise
 * @param startedAt milliseconds since the epoch
 * @param fitS seconds of the fit alone, {@code wallS} with its scoring
 * @param cpuS of the thread that computed
 * @param allocatedBytes by that thread
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record FinishedFit(
        String failure,
        double[] scores,
        byte[] artifact,
        int trainRows,
        long startedAt,
        double fitS,
        double wallS,
        double cpuS,
        long allocatedBytes) {

    static final double[] NO_SCORES = {};
    static final byte[] NO_ARTIFACT = {};

    public boolean failed() {
        return !failure.isEmpty();
    }
}
