package dev.evergreen.trainer.flink;

/**
 * How a fit went.
 *
 * @param outcome what came out, and what the fit itself cost
 * @param queueWaitS seconds from being sent out to the start
 * @param again whether the fit had been done before a failure and its outcome was found again
 * @param load the JSON of a {@code ProcessLoad}: what the process has met in this round so far
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record FitReport(
        FitRequest request, FinishedFit outcome, int subtask, double queueWaitS, boolean again, byte[] load) {

    public String pipeline() {
        return request.pipeline();
    }

    public boolean failed() {
        return outcome.failed();
    }
}
