package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.FitTask;
import dev.evergreen.trainer.search.RoundShape;
import dev.evergreen.trainer.search.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The requests for a rung's fits, each addressed to the subtask that is to do it. */
final class FitOrders {
    private FitOrders() {}

    /**
     * Every subtask's first request goes out before any second, so that none waits while others are served.
     *
     * @param subtasks of the fitting operator, as many as the round's n_jobs or more
     */
    static List<FitRequest> of(
            RoundStart round, Expectations expected, int subtasks, RoundShape shape, List<FitTask> tasks) {
        Pipeline pipeline = expected.pipeline();
        int nJobs = round.nJobs();
        List<Candidate> candidates = shape.candidates(pipeline.search());
        double[] costs = tasks.stream()
                .mapToDouble(task -> expected.learned().cpuS(candidates.get(task.dearest()), task.cost()))
                .toArray();
        Schedule schedule = Schedule.longestFirst(costs, nJobs);
        // Pipelines begin at different subtasks, so that small ones do not all queue for the first.
        int shift = Math.floorMod(pipeline.name().hashCode(), subtasks);
        long now = System.currentTimeMillis();
        var requests = new ArrayList<FitRequest>(tasks.size());
        for (int turn = 0; requests.size() < tasks.size(); turn++) {
            for (int subtask = 0; subtask < nJobs; subtask++) {
                if (turn < schedule.tasksOf(subtask).size()) {
                    int number = schedule.tasksOf(subtask).get(turn);
                    FitTask task = tasks.get(number);
                    List<Candidate> family =
                            task.candidates().stream().map(candidates::get).toList();
                    requests.add(new FitRequest(
                            pipeline.name(),
                            shape.round(),
                            task.rung(),
                            Json.write(family),
                            task.dearest(),
                            task.fold(),
                            task.trainRows(),
                            shape.testedAmong(),
                            0,
                            1,
                            task.seed(),
                            round.plan(),
                            round.snapshot(),
                            Math.floorMod(subtask + shift, subtasks),
                            nJobs,
                            now,
                            costs[number],
                            expected.bytes(
                                    family,
                                    candidates.get(task.dearest()),
                                    task.trainRows(),
                                    shape.testRows().get(task.fold())),
                            FitRequest.NOTHING_CARRIED));
                }
            }
        }
        return requests;
    }
}
