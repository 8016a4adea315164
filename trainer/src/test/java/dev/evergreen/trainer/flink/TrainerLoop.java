package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The job with its loop closed: each result that it publishes comes back to it, as through the topic of searches, and with
 * it the order to start the next round, on the same window.
 */
final class TrainerLoop {
    /** Static, as the job's functions are copies. */
    private static final BlockingQueue<Signal> COMING_BACK = new LinkedBlockingQueue<>();

    private TrainerLoop() {}

    /**
     * Runs so many rounds of one pipeline in one job, the first started by its rows.
     *
     * @param told what the job is told of a result, such as that the round was slower than it was
     */
    static Published run(
            Pipeline pipeline, int cores, Path snapshots, int rows, int rounds, UnaryOperator<SearchResult> told)
            throws Exception {
        var again =
                new ControlMessage(pipeline.name(), ControlMessage.Command.RETRAIN, ControlMessage.Cause.USER, "again");
        return run(pipeline, cores, snapshots, new RowsThenSilence(pipeline, rows), rounds, told, again);
    }

    /** Likewise, with an order of one's own for every round after the first. */
    static Published run(
            Pipeline pipeline,
            int cores,
            Path snapshots,
            RowsThenSilence rows,
            int rounds,
            UnaryOperator<SearchResult> told,
            ControlMessage again)
            throws Exception {
        COMING_BACK.clear();
        var spec = TrainerSpec.of(List.of(pipeline), cores, snapshots.toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(spec.fitParallelism(), configuration)) {
            var labeled = env.fromSequence(0, Long.MAX_VALUE)
                    .setParallelism(1)
                    .flatMap(rows)
                    .returns(LabeledRow.class)
                    .setParallelism(1);
            var signals = env.fromSequence(0, Long.MAX_VALUE)
                    .setParallelism(1)
                    .flatMap(new ComingBack())
                    .returns(Signal.class)
                    .setParallelism(1);
            try (var outputs = TrainerJob.define(spec, labeled, signals).executeAndCollect()) {
                return read(outputs, pipeline, rounds, told, again);
            }
        }
    }

    /** Until the last round's cost is known and, where there is one, the decision after it. */
    private static Published read(
            Iterator<OutputRecord> outputs,
            Pipeline pipeline,
            int rounds,
            UnaryOperator<SearchResult> told,
            ControlMessage again)
            throws Exception {
        var records = new ArrayList<OutputRecord>();
        int ended = 0;
        while (outputs.hasNext()) {
            OutputRecord record = outputs.next();
            records.add(record);
            if (record.topic().equals(pipeline.topics().searches())) {
                SearchResult result = told.apply(Json.read(record.value(), SearchResult.class));
                COMING_BACK.add(Signal.finished(pipeline.name(), result, Json.write(result)));
                if (++ended < rounds) {
                    COMING_BACK.add(Signal.retrain(again));
                }
            } else {
                Published all = Published.of(records, pipeline);
                if (all.rounds().size() == rounds
                        && all.decisions().size() == (pipeline.nJobs().isAuto() ? rounds : 0)) {
                    return all;
                }
            }
        }
        throw new AssertionError("the job ended after %d of %d rounds".formatted(ended, rounds));
    }

    private static final class ComingBack implements FlatMapFunction<Long, Signal> {
        private static final long serialVersionUID = 1L;
        private static final long PAUSE_MS = 20;

        @Override
        public void flatMap(Long number, Collector<Signal> out) throws InterruptedException {
            Signal signal = COMING_BACK.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
            if (signal != null) {
                out.collect(signal);
            }
        }
    }
}
