package dev.evergreen.infra.demo;

import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When to retrain; all else stays the same, so that what it brings and costs shows.
 *
 * @param ordered whether the first round is ordered: no trigger of the pipeline starts it
 */
record Strategy(String name, Pipeline pipeline, boolean ordered) {
    static final String EVERGREEN = "evergreen";
    private static final int LONGEST_NAME = 80;

    /** The pipeline as it is: the others are measured beside it, in one process and of one age, as compiled code is cheaper. */
    static Strategy asItIs(Pipeline pipeline) {
        return new Strategy(EVERGREEN, renamed(pipeline, "again"), false);
    }

    /** When the window first holds enough rows, and never again. */
    static Strategy once(Pipeline pipeline) {
        return new Strategy("once", deaf(pipeline, "once", Optional.empty()), true);
    }

    /**
     * At even intervals, the longest that make as many rounds: triggers that are worth nothing would do no better.
     *
     * @param rows labeled in all, no fewer than the first round takes
     * @param rounds that there were, 1 or more
     */
    static Strategy fixed(Pipeline pipeline, long rows, int rounds) {
        int every = interval(pipeline.retrain().minRows(), rows, rounds);
        return new Strategy("fixed", deaf(pipeline, "fixed", Optional.of(every)), false);
    }

    private static int interval(int first, long rows, int rounds) {
        // From the first row on, or, if that is sooner, from when there are enough.
        long every = Math.max(rows / rounds, first);
        if (rounds > 1) {
            every = Math.min(every, (rows - first) / (rounds - 1));
        }
        return Math.clamp(every, 1, Integer.MAX_VALUE);
    }

    /** Each detector as the only trigger, the dummy alarming as often as {@code fixed} retrains. */
    static List<Strategy> detectors(Pipeline pipeline, long rows, int rounds) {
        var strategies = new ArrayList<Strategy>();
        var every = new DriftDetection.Every(interval(pipeline.retrain().minRows(), rows, rounds));
        for (Detector detector : Detector.values()) {
            var alone = List.of(detector);
            var triggered = new Retrain(
                    Optional.empty(), Optional.empty(), true, pipeline.retrain().minRows());
            strategies.add(new Strategy(
                    detector.key(),
                    renamed(pipeline, detector.key())
                            .withRetrain(triggered)
                            .withDrift(
                                    pipeline.drift().withDetectors(alone, alone).withEvery(every)),
                    true));
        }
        return strategies;
    }

    RetrainPoints points() {
        return ordered ? RetrainPoints.ordered(pipeline) : new RetrainPoints(pipeline);
    }

    private static Pipeline deaf(Pipeline pipeline, String suffix, Optional<Integer> everyRows) {
        return renamed(pipeline, suffix)
                .withDrift(pipeline.drift().withoutTriggers())
                .withRetrain(new Retrain(
                        everyRows, Optional.empty(), false, pipeline.retrain().minRows()));
    }

    private static Pipeline renamed(Pipeline pipeline, String suffix) {
        return pipeline.named(
                pipeline.name().substring(0, Math.min(pipeline.name().length(), LONGEST_NAME)) + "-" + suffix);
    }
}
