package dev.evergreen.trainer.flink;

import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The job, as a function of its edges: rows and signals in, records for Kafka out.
 *
 * <pre>
 * rows ───┐
 * signals ┴► window ─► fit (n_jobs) ─► search ─► refit ─► publish ─► records
 *               └────────── round ───────┘
 * </pre>
 *
 * Where a pipeline's search halves, {@code fit} and {@code search} stand there once for each rung that it may have, since a
 * dataflow has no loops: {@code fit-rung-1}, {@code search-rung-1} and so on. All of them fit on the same threads.
 *
 * <p>One job runs many pipelines: everything but the fits is keyed by the pipeline's name. The stable uids let a savepoint
 * be taken up by a later version.
 */
public final class TrainerJob {
    private static final long NO_TIMEOUT = 0;

    /** Reports of fits are few, and a round waits for each last one: they are not gathered into buffers. */
    private static final long AT_ONCE = 0;

    private TrainerJob() {}

    public static DataStream<OutputRecord> define(
            TrainerSpec spec, DataStream<LabeledRow> rows, DataStream<Signal> signals) {
        int nJobs = spec.fitParallelism();
        SingleOutputStreamOperator<FitRequest> tasks = rows.keyBy(LabeledRow::pipeline)
                .connect(signals.keyBy(Signal::pipeline))
                .process(new WindowFunction(spec))
                .setParallelism(1)
                .setBufferTimeout(AT_ONCE)
                .uid("window")
                .name("window");
        int capacity = spec.fitsInFlight();
        var rung = search(
                "search", tasks.getSideOutput(WindowFunction.ROUNDS), fit("fit", tasks, spec, nJobs, capacity), spec);
        DataStream<FitRequest> winners = rung;
        DataStream<OutputRecord> searched = rung.getSideOutput(SearchFunction.OUTPUT);
        for (int next = 1; next < spec.rungs(); next++) {
            var fits = fit("fit-rung-" + next, rung.getSideOutput(SearchFunction.NEXT_FITS), spec, nJobs, capacity);
            rung = search("search-rung-" + next, rung.getSideOutput(SearchFunction.NEXT_RUNG), fits, spec);
            winners = winners.union(rung);
            searched = searched.union(rung.getSideOutput(SearchFunction.OUTPUT));
        }
        DataStream<OutputRecord> published = fit(
                        "refit", winners, spec, nJobs, spec.pipelines().size() * nJobs)
                .keyBy(FitReport::pipeline)
                .process(new PublishFunction(spec))
                .setParallelism(1)
                .uid("publish")
                .name("publish");
        return searched.union(published, tasks.getSideOutput(WindowFunction.DECISIONS));
    }

    private static SingleOutputStreamOperator<FitRequest> search(
            String name, DataStream<RoundStart> rounds, DataStream<FitReport> reports, TrainerSpec spec) {
        return rounds.keyBy(RoundStart::pipeline)
                .connect(reports.keyBy(report -> report.request().pipeline()))
                .process(new SearchFunction(spec))
                .setParallelism(1)
                .setBufferTimeout(AT_ONCE)
                .uid(name)
                .name(name);
    }

    /**
     * Fits run on threads beside the mailbox, so that checkpoints and rows pass; what is in flight is kept in the
     * operator's state and run again after a failure. Room for a whole round: a full operator would hold up barriers.
     */
    private static SingleOutputStreamOperator<FitReport> fit(
            String name, DataStream<FitRequest> tasks, TrainerSpec spec, int nJobs, int capacity) {
        return AsyncDataStream.unorderedWait(
                        tasks.partitionCustom((subtask, subtasks) -> subtask % subtasks, FitRequest::subtask),
                        new FitFunction(spec),
                        NO_TIMEOUT,
                        TimeUnit.MILLISECONDS,
                        capacity)
                .setParallelism(nJobs)
                .setBufferTimeout(AT_ONCE)
                .uid(name)
                .name(name);
    }
}
