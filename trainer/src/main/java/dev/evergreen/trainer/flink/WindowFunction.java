package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.window.RetrainTrigger;
import dev.evergreen.trainer.window.StartRound;
import dev.evergreen.trainer.window.TrainingWindow;
import dev.evergreen.trainer.window.WindowPolicy;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each pipeline's window and, when its trigger fires, writes the window down once and sends out the round's fits.
 * Loads state, asks the pure functions, stores state, emits.
 */
final class WindowFunction extends KeyedCoProcessFunction<String, LabeledRow, Signal, FitRequest> {
    static final OutputTag<RoundStart> ROUNDS = new OutputTag<>("rounds") {};
    static final OutputTag<OutputRecord> DECISIONS = new OutputTag<>("decisions") {};
    /** A round whose end was not heard by then never will be: its result was lost, and the next must be able to start. */
    static final Duration ROUND_AT_MOST = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(WindowFunction.class);

    private final TrainerSpec spec;
    private transient Map<String, Pipeline> pipelines;
    private transient int subtasks;
    private transient Map<String, String> columns;
    private transient Map<String, String> plans;
    private transient ValueState<RetrainTrigger> trigger;
    private transient ValueState<String> storedColumns;
    private transient MapState<Long, RowBlock> blocks;
    private transient RoundPlanning planning;
    private transient Map<String, RoundMetrics> metrics;
    private transient Map<String, SegmentNames> segmentNames;

    WindowFunction(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        pipelines = spec.pipelines();
        subtasks = spec.fitParallelism();
        columns = new HashMap<>();
        plans = Digests.plans(pipelines.values());
        segmentNames = new HashMap<>();
        metrics = new HashMap<>();
        pipelines.values().forEach(pipeline -> columns.put(pipeline.name(), Digests.columns(pipeline)));
        storedColumns = getRuntimeContext().getState(new ValueStateDescriptor<>("columns", String.class));
        trigger = getRuntimeContext().getState(new ValueStateDescriptor<>("trigger", RetrainTrigger.class));
        blocks = getRuntimeContext().getMapState(new MapStateDescriptor<>("blocks", Long.class, RowBlock.class));
        planning = new RoundPlanning(spec, getRuntimeContext());
        pipelines
                .keySet()
                .forEach(name -> metrics.put(
                        name, RoundMetrics.register(getRuntimeContext().getMetricGroup(), name)));
    }

    @Override
    public void processElement1(LabeledRow row, Context context, Collector<FitRequest> out) throws Exception {
        Pipeline pipeline = pipelines.get(row.pipeline());
        long now = context.timerService().currentProcessingTime();
        RetrainTrigger before = state(pipeline, now);
        var window = new WindowState(pipeline, blocks);
        window.append(before.totalRows(), row);
        RetrainTrigger.Step step = before.onRow(
                retrain(pipeline),
                rowsInWindow(pipeline, window, before, before.totalRows() + 1, now),
                row.eventTime(),
                now);
        take(step, pipeline, context, out);
        if (step.next().totalRows() % RowBlock.ROWS == 0) {
            window.prune(step.next().totalRows(), step.next().heldRowCount());
        }
    }

    @Override
    public void processElement2(Signal signal, Context context, Collector<FitRequest> out) throws Exception {
        Pipeline pipeline = pipelines.get(signal.pipeline());
        if (pipeline == null) {
            LOG.warn("A signal for the pipeline '{}', which this job does not run", signal.pipeline());
            return;
        }
        long now = context.timerService().currentProcessingTime();
        RetrainTrigger before = state(pipeline, now);
        switch (signal.kind()) {
            case FINISHED -> {
                learn(pipeline, signal, context);
                take(before.onRoundFinished(signal.round(), signal.roundStartedAt()), pipeline, context, out);
                if (!trigger.value().running()) {
                    SnapshotFiles.deleteRounds(spec.snapshotRoot(), pipeline.name());
                }
            }
            case RETRAIN -> {
                var window = new WindowState(pipeline, blocks);
                int rows = window.rowsInWindow(before.totalRows());
                take(before.onControl(retrain(pipeline), signal.order(), rows, now), pipeline, context, out);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<FitRequest> out) throws Exception {
        Pipeline pipeline = pipelines.get(context.getCurrentKey());
        if (pipeline == null) {
            return; // This job ran it when its state was saved, and no longer does.
        }
        RetrainTrigger before = withoutLostRound(state(pipeline, timestamp), pipeline, timestamp);
        int rows = new WindowState(pipeline, blocks).rowsInWindow(before.totalRows());
        take(before.onTimer(retrain(pipeline), rows, timestamp), pipeline, context, out);
    }

    private void learn(Pipeline pipeline, Signal finished, Context context) throws Exception {
        if (finished.result().length == 0) {
            return;
        }
        SearchResult result = Json.read(finished.result(), SearchResult.class, Integer.MAX_VALUE);
        // Here and not where rounds end, which is in two operators: one series for a pipeline, of committed rounds
        // only.
        result.resources()
                .ifPresent(cost -> metrics.get(pipeline.name())
                        .ended(cost, result.failure().isPresent()));
        planning.learn(pipeline, result).ifPresent(decision -> {
            LOG.info(
                    "{}: n_jobs {} -> {}: {}",
                    pipeline.name(),
                    decision.nJobsBefore(),
                    decision.nJobsAfter(),
                    decision.reason());
            context.output(DECISIONS, Outputs.decision(pipeline, decision));
        });
    }

    private static Retrain retrain(Pipeline pipeline) {
        return new WindowPolicy(pipeline.window()).attainable(pipeline.retrain());
    }

    private RetrainTrigger state(Pipeline pipeline, long now) throws Exception {
        RetrainTrigger state = trigger.value();
        String current = columns.get(pipeline.name());
        if (state == null) {
            storedColumns.update(current);
            return RetrainTrigger.initial(now, spec.roundsBefore().getOrDefault(pipeline.name(), 0L));
        }
        if (!current.equals(storedColumns.value())) {
            LOG.warn("{}: features or label have changed, so the window begins anew", pipeline.name());
            blocks.clear();
            storedColumns.update(current);
            return RetrainTrigger.initial(now, state.lastRound());
        }
        return state;
    }

    private static RetrainTrigger withoutLostRound(RetrainTrigger state, Pipeline pipeline, long now) {
        if (!state.running() || now - state.startedAt() < ROUND_AT_MOST.toMillis()) {
            return state;
        }
        LOG.error("{}: the end of round {} was not heard within {}", pipeline.name(), state.lastRound(), ROUND_AT_MOST);
        return state.ended();
    }

    /** A window by rows is counted without looking; one by time only when the count decides something. */
    private static long rowsInWindow(Pipeline pipeline, WindowState window, RetrainTrigger before, long total, long now)
            throws Exception {
        return switch (pipeline.window()) {
            case Window.Rows rows -> Math.min(total, rows.rows());
            case Window.Span span -> before.decides(retrain(pipeline), now) ? window.rowsInWindow(total) : 0;
        };
    }

    private void take(RetrainTrigger.Step step, Pipeline pipeline, Context context, Collector<FitRequest> out)
            throws Exception {
        trigger.update(step.next());
        step.ignored().ifPresent(why -> LOG.info("{}: signal ignored: {}", pipeline.name(), why));
        step.next()
                .nextTimer(retrain(pipeline), context.timerService().currentProcessingTime())
                .ifPresent(context.timerService()::registerProcessingTimeTimer);
        if (step.start().isPresent()) {
            start(step.start().get(), pipeline, context, out);
        }
    }

    private void start(StartRound start, Pipeline pipeline, Context context, Collector<FitRequest> out)
            throws Exception {
        var meters = RoundOrders.Meters.read();
        trigger.update(trigger.value().runningSince(meters.startedAt()));
        context.timerService().registerProcessingTimeTimer(meters.startedAt() + ROUND_AT_MOST.toMillis());
        SegmentNames names = segmentNames.computeIfAbsent(pipeline.name(), first -> new SegmentNames());
        WindowSnapshot snapshot = new WindowState(pipeline, blocks).snapshot(start.rowCount(), names);
        TrainingWindow window = snapshot.window();
        String file = SnapshotFiles.name(pipeline.name(), start.round(), window);
        SnapshotFiles.write(SnapshotFiles.path(spec.snapshotRoot(), file), snapshot);
        var planned = new RoundOrders.Planning(
                planning.expectations(pipeline), plans.get(pipeline.name()), planning.nJobs(pipeline), subtasks);
        var orders = RoundOrders.of(planned, start, window, file, meters);
        LOG.info(
                "{}: round {} starts: {}, {} fits",
                pipeline.name(),
                start.round(),
                start.reason(),
                orders.requests().size());
        context.output(ROUNDS, orders.round());
        orders.requests().forEach(out::collect);
    }
}
