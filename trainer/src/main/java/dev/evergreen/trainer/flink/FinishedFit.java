package dev.evergreen.trainer.flink;

/**
 * What came out of a fit: a fact, whatever happens to the job afterwards.
 *
 * @param failure why it failed; empty if it did not, for one of its candidates at least
 * @param failures of each candidate that it served, why it has no scores; empty if it has some. None for a refit.
 * @param scores of one candidate after the other, each in the order of the search's scoring, NaN where undefined or
 *     failed; empty for a refit or a failure
 * @param artifact the encoded model of a refit, or of its part; empty otherwise
 * @param startedAt milliseconds since the epoch
 * @param fitS seconds of the fit alone, {@code wallS} with its scoring
 * @param cpuS of the thread that computed
 * @param allocatedBytes by that thread
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record FinishedFit(
        String failure,
        String[] failures,
        double[] scores,
        byte[] artifact,
        int trainRows,
        long startedAt,
        double fitS,
        double wallS,
        double cpuS,
        long allocatedBytes) {

    static final String[] NO_FAILURES = {};
    static final double[] NO_SCORES = {};
    static final byte[] NO_ARTIFACT = {};

    public boolean failed() {
        return !failure.isEmpty();
    }
}
