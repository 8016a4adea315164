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
     * What the round is to be done by.
     *
     * @param planDigest of the pipeline's features, label and search, see {@link Digests#plan}
     * @param nJobs how many subtasks shall have work at once
     * @param subtasks of the fitting operator, {@code nJobs} or more
     */
    record Planning(Expectations expected, String planDigest, int nJobs, int subtasks) {}

    static RoundOrders of(Planning planning, StartRound start, TrainingWindow window, String file, Meters meters) {
        Pipeline pipeline = planning.expected().pipeline();
        return switch (Plans.of(pipeline.search(), window.data(), start.round(), start.changedAt(), Fit.FITTER)) {
            case PlanResult.Problem problem ->
                new RoundOrders(
                        round(planning, start, window, file, RoundStart.NO_SHAPE, 0, problem.line(), meters),
                        List.of());
            case RoundPlan plan -> {
                RoundStart round = round(
                        planning,
                        start,
                        window,
                        file,
                        Json.write(plan.shape()),
                        plan.tasks().size(),
                        "",
                        meters);
                yield new RoundOrders(
                        round,
                        FitOrders.of(round, planning.expected(), planning.subtasks(), plan.shape(), plan.tasks()));
            }
        };
    }

    private static RoundStart round(
            Planning planning,
            StartRound start,
            TrainingWindow window,
            String file,
            byte[] shape,
            int fits,
            String problem,
            Meters meters) {
        return new RoundStart(
                planning.expected().pipeline().name(),
                start.round(),
                start.reason(),
                meters.startedAt(),
                planning.nJobs(),
                0,
                shape,
                Json.write(RungsBefore.NONE),
                fits,
                planning.planDigest(),
                Json.write(planning.expected().learned()),
                Json.write(window.info()),
                file,
                problem,
                meters.process());
    }
}
