package dev.evergreen.trainer.flink;

/**
 * One fit to be done: a candidate on a fold, or the winner on the whole window.
 *
 * @param candidate the JSON of a {@code Candidate}
 * @param fold the fold's number, or {@link #REFIT}
 * @param seed of this fit alone
 * @param plan digest of what was planned: see {@link Digests#plan}
 * @param snapshot name of the window's file: the rows are loaded from there once for each process
 * @param subtask that shall do it
 * @param enqueuedAt milliseconds since the epoch
 * @param carried the JSON of a {@code Carried}, what the refit's result must be published with; empty for a fold
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record FitRequest(
        String pipeline,
        long round,
        byte[] candidate,
        int fold,
        long seed,
        String plan,
        String snapshot,
        int subtask,
        long enqueuedAt,
        byte[] carried) {

    public static final int REFIT = -1;
    static final byte[] NOTHING_CARRIED = {};

    public boolean isRefit() {
        return fold == REFIT;
    }
}
