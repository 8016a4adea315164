package dev.evergreen.trainer.flink;

/**
 * A round begins: what all its fits have in common.
 *
 * @param trigger why it was started
 * @param startedAt milliseconds since the epoch
 * @param nJobs fits at once, resolved to a number
 * @param folds of the search
 * @param fits how many reports will come
 * @param plan digest of what was planned: see {@link Digests#plan}
 * @param costs what fits are expected to take, the JSON of a {@code CostModel}
 * @param window the trained rows, the JSON of a {@code WindowInfo}
 * @param snapshot name of the window's file
 * @param problem why no fit was even started; empty if they were
 * @param meter the process's meters at the start
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record RoundStart(
        String pipeline,
        long round,
        String trigger,
        long startedAt,
        int nJobs,
        int folds,
        int fits,
        String plan,
        byte[] costs,
        byte[] window,
        String snapshot,
        String problem,
        ProcessMeter meter) {}
