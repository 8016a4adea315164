package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.FitTask;
import dev.evergreen.trainer.search.Plans;
import dev.evergreen.trainer.search.RoundShape;
import dev.evergreen.trainer.search.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Collects a rung's reports, in whatever order they come, and when the last is in sends the winner to be refitted; or,
 * where the search halves, those that are left to be fitted on more rows. A round without a winner ends here, with a
 * result that says why.
 */
final class SearchFunction extends KeyedCoProcessFunction<String, RoundStart, FitReport, FitRequest> {
    static final OutputTag<OutputRecord> OUTPUT = new OutputTag<>("search-output") {};
    static final OutputTag<RoundStart> NEXT_RUNG = new OutputTag<>("next-rung") {};
    static final OutputTag<FitRequest> NEXT_FITS = new OutputTag<>("next-fits") {};

    private final TrainerSpec spec;
    private transient Map<String, Pipeline> pipelines;
    private transient Map<String, String> plans;
    private transient int subtasks;
    private transient ValueState<RoundStart> round;
    private transient MapState<String, FitReport> reports;

    SearchFunction(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        pipelines = spec.pipelines();
        plans = Digests.plans(pipelines.values());
        subtasks = spec.fitParallelism();
        round = getRuntimeContext().getState(new ValueStateDescriptor<>("round", RoundStart.class));
        reports = getRuntimeContext().getMapState(new MapStateDescriptor<>("reports", String.class, FitReport.class));
    }

    @Override
    public void processElement1(RoundStart start, Context context, Collector<FitRequest> winners) throws Exception {
        round.update(start);
        finishIfComplete(context, winners);
    }

    @Override
    public void processElement2(FitReport report, Context context, Collector<FitRequest> winners) throws Exception {
        Pipeline pipeline = pipelines.get(report.pipeline());
        if (pipeline == null) {
            return; // This job ran it when its state was saved, and no longer does.
        }
        context.output(OUTPUT, Outputs.fitMetric(pipeline, report));
        // A fit that is reported twice, after a failure, counts once.
        reports.put(report.request().round() + "/" + report.request().key(), report);
        finishIfComplete(context, winners);
    }

    /** Reads the round's reports anew for each: some hundreds at most times. */
    private void finishIfComplete(Context context, Collector<FitRequest> winners) throws Exception {
        RoundStart start = round.value();
        if (start == null) {
            return; // A fit was faster than the word that the round began.
        }
        var all = new ArrayList<FitReport>();
        for (FitReport report : reports.values()) {
            if (report.request().round() == start.round()) {
                all.add(report);
            }
        }
        if (all.size() == start.fits()) {
            finish(start, all, context, winners);
            round.clear();
            reports.clear();
        }
    }

    private void finish(RoundStart start, List<FitReport> all, Context context, Collector<FitRequest> winners) {
        Pipeline pipeline = pipelines.get(start.pipeline());
        RungsBefore before = start.readBefore();
        RoundTally tally = before.tally().plus(pipeline, all);
        if (!start.plan().equals(plans.get(pipeline.name()))) {
            fail(pipeline, carried(pipeline, start, tally, List.of(), Optional.empty()), Digests.CHANGED, context);
            return;
        }
        if (!start.problem().isEmpty()) {
            fail(pipeline, carried(pipeline, start, tally, List.of(), Optional.empty()), start.problem(), context);
            return;
        }
        RoundShape shape = start.readShape();
        var conclusion = RoundConclusion.of(pipeline.search(), shape, start.rung(), before.standing(), all);
        Standing standing = conclusion.standing();
        List<FitTask> next =
                Plans.tasks(pipeline.search(), pipeline.label(), shape, start.rung() + 1, standing.left(), Fit.FITTER);
        if (!next.isEmpty()) {
            context.output(NEXT_RUNG, start.next(new RungsBefore(standing, tally), next.size()));
            Expectations expected = start.expectations(pipeline);
            FitOrders.of(start, expected, subtasks, shape, next).forEach(request -> context.output(NEXT_FITS, request));
            return;
        }
        Carried round = carried(pipeline, start, tally, standing.ranking(), conclusion.winner());
        conclusion
                .winner()
                .ifPresentOrElse(
                        winner -> refit(start, pipeline, winner, round, winners),
                        () -> fail(pipeline, round, allFailed(standing.ranking()), context));
    }

    private static String allFailed(List<CandidateResult> ranking) {
        return "every candidate failed; the first: "
                + ranking.getFirst().failures().getFirst();
    }

    private static void fail(Pipeline pipeline, Carried round, String failure, Context context) {
        Outputs.failed(pipeline, round, failure).forEach(record -> context.output(OUTPUT, record));
    }

    private void refit(
            RoundStart start, Pipeline pipeline, Candidate winner, Carried round, Collector<FitRequest> out) {
        WinnerOrders.of(pipeline, start, winner, round, subtasks).forEach(out::collect);
    }

    private static Carried carried(
            Pipeline pipeline,
            RoundStart start,
            RoundTally tally,
            List<CandidateResult> ranking,
            Optional<Candidate> winner) {
        var result = new SearchResult(
                start.pipeline(),
                start.round(),
                start.trigger(),
                Optional.empty(),
                winner.map(Candidate::number),
                Optional.empty(),
                pipeline.search().refit(),
                ranking,
                Json.read(start.window(), WindowInfo.class),
                start.nJobs(),
                Instant.ofEpochMilli(start.startedAt()),
                0,
                Optional.empty());
        return new Carried(result, tally, start.meter());
    }
}
