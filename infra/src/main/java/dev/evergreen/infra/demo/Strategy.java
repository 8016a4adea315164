package dev.evergreen.infra.demo;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import java.util.Locale;
import java.util.Optional;

/** When to retrain; all else stays the same, so that what it brings and costs shows. */
enum Strategy {
    /** As the pipeline says. */
    EVERGREEN,
    /** When the window first holds enough rows, and never again. */
    ONCE,
    /** At even intervals, as often as the pipeline did: drift triggers that are worth nothing would do no better. */
    FIXED;

    @JsonValue
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A pipeline that trains when the window first holds enough rows, if it is ordered to, and never again. */
    static Pipeline once(Pipeline pipeline) {
        return renamed(pipeline, ONCE)
                .withRetrain(new Retrain(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        pipeline.retrain().minRows()));
    }

    /**
     * A pipeline that trains at even intervals, the longest that make as many rounds.
     *
     * @param rows labeled in all, no fewer than the first round takes
     * @param rounds that there were, 1 or more
     */
    static Pipeline fixed(Pipeline pipeline, long rows, int rounds) {
        int first = pipeline.retrain().minRows();
        // From the first row on, or, if that is sooner, from when there are enough.
        long every = Math.max(rows / rounds, first);
        if (rounds > 1) {
            every = Math.min(every, (rows - first) / (rounds - 1));
        }
        return renamed(pipeline, FIXED)
                .withRetrain(new Retrain(
                        Optional.of(Math.clamp(every, 1, Integer.MAX_VALUE)), Optional.empty(), false, first));
    }

    private static Pipeline renamed(Pipeline pipeline, Strategy strategy) {
        return pipeline.named(
                pipeline.name().substring(0, Math.min(pipeline.name().length(), 80)) + "-" + strategy.key());
    }
}
