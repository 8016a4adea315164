package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.PlanResult;
import dev.evergreen.trainer.search.Plans;
import dev.evergreen.trainer.search.RoundPlan;
import dev.evergreen.trainer.window.StartRound;
import dev.evergreen.trainer.window.TrainingWindow;
import java.util.List;

/**
 * A round's plan as it is sent out: word that it begins, and a request for each fit, addressed to the subtask that is
 * to do it.
 */
record RoundOrders(RoundStart round, List<FitRequest> requests) {

    /**
     * Read when the trigger fired, before the window was written down.
     *
     * @param startedAt milliseconds since the epoch
     */
    record Meters(long startedAt, ProcessMeter process) {
        static Meters read() {
            return new Meters(System.currentTimeMillis(), ProcessMeter.start());
        }
    }

    /**
     * @param nJobs how many subtasks shall have work at once
     * @param subtasks of the fitting operator, {@code nJobs} or more
     */
    static RoundOrders of(
            Expectations expected,
            int nJobs,
            int subtasks,
            StartRound start,
            TrainingWindow window,
            String file,
            Meters meters) {
        Pipeline pipeline = expected.pipeline();
        return switch (Plans.of(pipeline.search(), window.data(), start.round(), start.changedAt(), Fit.FITTER)) {
            case PlanResult.Problem problem ->
                new RoundOrders(
                        round(expected, nJobs, start, window, file, RoundStart.NO_SHAPE, 0, problem.line(), meters),
                        List.of());
            case RoundPlan plan ->
                new RoundOrders(
                        round(
                                expected,
                                nJobs,
                                start,
                                window,
                                file,
                                Json.write(plan.shape()),
                                plan.tasks().size(),
                                "",
                                meters),
                        FitOrders.of(expected, nJobs, subtasks, plan.shape(), plan.tasks(), file));
        };
    }

    private static RoundStart round(
            Expectations expected,
            int nJobs,
            StartRound start,
            TrainingWindow window,
            String file,
            byte[] shape,
            int fits,
            String problem,
            Meters meters) {
        Pipeline pipeline = expected.pipeline();
        return new RoundStart(
                pipeline.name(),
                start.round(),
                start.reason(),
                meters.startedAt(),
                nJobs,
                0,
                shape,
                Json.write(RungsBefore.NONE),
                fits,
                Digests.plan(pipeline),
                Json.write(expected.learned()),
                Json.write(window.info()),
                file,
                problem,
                meters.process());
    }
}
