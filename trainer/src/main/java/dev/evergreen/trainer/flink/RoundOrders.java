package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.FitTask;
import dev.evergreen.trainer.search.PlanResult;
import dev.evergreen.trainer.search.Plans;
import dev.evergreen.trainer.search.RoundPlan;
import dev.evergreen.trainer.search.Schedule;
import dev.evergreen.trainer.window.StartRound;
import dev.evergreen.trainer.window.TrainingWindow;
import java.util.ArrayList;
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
        return switch (Plans.of(pipeline.search(), window.data(), start.round(), Fit.FITTER)) {
            case PlanResult.Problem problem ->
                new RoundOrders(round(expected, nJobs, start, window, file, 0, problem.line(), meters), List.of());
            case RoundPlan plan ->
                new RoundOrders(
                        round(expected, nJobs, start, window, file, plan.tasks().size(), "", meters),
                        requests(expected, nJobs, subtasks, plan, file));
        };
    }

    private static RoundStart round(
            Expectations expected,
            int nJobs,
            StartRound start,
            TrainingWindow window,
            String file,
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
                pipeline.search().cv().folds(),
                fits,
                Digests.plan(pipeline),
                Json.write(expected.learned()),
                Json.write(window.info()),
                file,
                problem,
                meters.process());
    }

    /** Every subtask's first request goes out before any second, so that none waits while others are served. */
    private static List<FitRequest> requests(
            Expectations expected, int nJobs, int subtasks, RoundPlan plan, String file) {
        Pipeline pipeline = expected.pipeline();
        double[] costs = plan.tasks().stream()
                .mapToDouble(task -> expected.learned().cpuS(plan.candidates().get(task.dearest()), task.cost()))
                .toArray();
        Schedule schedule = Schedule.longestFirst(costs, nJobs);
        String digest = Digests.plan(pipeline);
        // Pipelines begin at different subtasks, so that small ones do not all queue for the first.
        int shift = Math.floorMod(pipeline.name().hashCode(), subtasks);
        long now = System.currentTimeMillis();
        var requests = new ArrayList<FitRequest>(plan.tasks().size());
        for (int turn = 0; requests.size() < plan.tasks().size(); turn++) {
            for (int subtask = 0; subtask < nJobs; subtask++) {
                if (turn < schedule.tasksOf(subtask).size()) {
                    int number = schedule.tasksOf(subtask).get(turn);
                    FitTask task = plan.tasks().get(number);
                    List<Candidate> family = task.candidates().stream()
                            .map(plan.candidates()::get)
                            .toList();
                    requests.add(new FitRequest(
                            pipeline.name(),
                            plan.round(),
                            Json.write(family),
                            task.dearest(),
                            task.fold(),
                            0,
                            1,
                            task.seed(),
                            digest,
                            file,
                            Math.floorMod(subtask + shift, subtasks),
                            now,
                            costs[number],
                            expected.bytes(
                                    family,
                                    plan.candidates().get(task.dearest()),
                                    plan.folds().get(task.fold())),
                            FitRequest.NOTHING_CARRIED));
                }
            }
        }
        return requests;
    }
}
