package dev.evergreen.trainer.flink;

/**
 * How a fit went.
 *
 * @param failure why it failed; empty if it did not
 * @param scores in the order of the search's scoring, NaN where undefined; empty for a refit or a failure
 * @param artifact the encoded model of a refit, with {@code trees} and {@code nodes} in it; empty otherwise
 * @param startedAt milliseconds since the epoch
 * @param fitS seconds of the fit alone, {@code wallS} with its scoring
 * @param cpuS of the thread that computed
 * @param queueWaitS from being sent out to the start
 * @param allocatedBytes by that thread
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record FitReport(
        FitRequest request,
        String failure,
        double[] scores,
        byte[] artifact,
        int trees,
        int nodes,
        int subtask,
        int trainRows,
        long startedAt,
        double fitS,
        double wallS,
        double cpuS,
        double queueWaitS,
        long allocatedBytes) {

    public String pipeline() {
        return request.pipeline();
    }

    public boolean failed() {
        return !failure.isEmpty();
    }
}
