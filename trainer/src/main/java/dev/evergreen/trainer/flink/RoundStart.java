package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.CostModel;
import dev.evergreen.trainer.search.RoundShape;

/**
 * A round begins, or the next rung of one that halves: what all its fits have in common.
 *
 * @param trigger why it was started
 * @param startedAt milliseconds since the epoch
 * @param nJobs fits at once, resolved to a number
 * @param rung 0, or a later one of a search that halves
 * @param shape the JSON of a {@code RoundShape}, empty where there is a problem
 * @param before the JSON of {@code RungsBefore}
 * @param fits how many reports will come of this rung
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
        int rung,
        byte[] shape,
        byte[] before,
        int fits,
        String plan,
        byte[] costs,
        byte[] window,
        String snapshot,
        String problem,
        ProcessMeter meter) {

    static final byte[] NO_SHAPE = {};

    /** The next rung of the round. */
    RoundStart next(RungsBefore done, int fitsOfNext) {
        return new RoundStart(
                pipeline,
                round,
                trigger,
                startedAt,
                nJobs,
                rung + 1,
                shape,
                Json.write(done),
                fitsOfNext,
                plan,
                costs,
                window,
                snapshot,
                problem,
                meter);
    }

    RoundShape readShape() {
        return Json.read(shape, RoundShape.class, Integer.MAX_VALUE);
    }

    RungsBefore readBefore() {
        return Json.read(before, RungsBefore.class, Integer.MAX_VALUE);
    }

    /** What fits are expected to take. */
    Expectations expectations(Pipeline of) {
        return new Expectations(of, Json.read(costs, CostModel.class, Integer.MAX_VALUE));
    }
}
