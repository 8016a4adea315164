package dev.evergreen.infra.cli;

import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.OptionalInt;

/** How many rows labels come late, so that the pipeline still waits for them. */
final class LabelDelay {
    private static final Duration STEP = Schedule.DEFAULT_STEP;

    private LabelDelay() {}

    /**
     * What the user asks for, or as much of the default as the pipeline allows.
     *
     * @throws BadInputException if the pipeline would give up on labels before they come
     */
    static int within(Pipeline pipeline, OptionalInt asked, int byDefault) {
        int most = mostRows(pipeline);
        if (asked.isEmpty()) {
            return Math.min(byDefault, most);
        }
        int rows = asked.getAsInt();
        if (rows > most) {
            throw new BadInputException(
                    "--label-delay: with %d rows of %s labels come %s late, but pipeline '%s' waits %s (labels_within);"
                                    .formatted(
                                            rows,
                                            ProgressLine.spell(STEP),
                                            ProgressLine.spell(STEP.multipliedBy(rows)),
                                            pipeline.name(),
                                            ProgressLine.spell(pipeline.labelsWithin()))
                            + " at most %d rows".formatted(most));
        }
        return rows;
    }

    /** The pipeline, waiting for labels that come so many rows late. */
    static Pipeline awaiting(Pipeline pipeline, int rows) {
        return rows <= mostRows(pipeline) ? pipeline : pipeline.withLabelsWithin(STEP.multipliedBy(2L * rows));
    }

    private static int mostRows(Pipeline pipeline) {
        return (int) Math.min(
                Integer.MAX_VALUE, pipeline.labelsWithin().minusNanos(1).dividedBy(STEP));
    }
}
