package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.Seeds;
import java.util.ArrayList;
import java.util.List;

/** The requests that refit a winner on all rows of its window, in as many parts as keep all threads busy. */
final class WinnerOrders {
    /** Of this process; those that fit are taken to have as many. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private WinnerOrders() {}

    /** @param subtasks of the fitting operator */
    static List<FitRequest> of(Pipeline pipeline, RoundStart start, Candidate winner, Carried round, int subtasks) {
        var expected = start.expectations(pipeline);
        int rows = winner.rowsOf(round.result().window().rows());
        int testedAmong = start.readShape().testedAmong();
        int parts = expected.parts(winner, start.nJobs(), CORES);
        int first = Math.floorMod(start.pipeline().hashCode(), subtasks);
        byte[] candidates = Json.write(List.of(winner));
        byte[] carried = Json.write(round);
        long now = System.currentTimeMillis();
        var requests = new ArrayList<FitRequest>(parts);
        for (int part = 0; part < parts; part++) {
            requests.add(new FitRequest(
                    start.pipeline(),
                    start.round(),
                    start.rung(),
                    candidates,
                    winner.number(),
                    FitRequest.REFIT,
                    rows,
                    testedAmong,
                    part,
                    parts,
                    Seeds.refit(pipeline.search().seed(), start.round(), winner.number()),
                    start.plan(),
                    start.snapshot(),
                    (first + part) % subtasks,
                    start.nJobs(),
                    now,
                    expected.cpuS(winner, rows) / parts,
                    expected.bytes(winner, rows),
                    carried));
        }
        return requests;
    }
}
