package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.join.JoinRules;
import dev.evergreen.ingest.join.JoinState;
import dev.evergreen.ingest.join.Original;
import dev.evergreen.ingest.join.Outcome;
import dev.evergreen.ingest.join.Progress;
import dev.evergreen.ingest.join.Step;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the features and labels of one partition: turns away what is malformed, joins the rest. */
final class JoinProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** Deadlines looked after at a time: a clock that leaps a year must not hold up the partition for minutes. */
    static final int AT_ONCE = 1_000;

    /** When no messages come, what the last ones left over is looked after in such steps. */
    static final Duration LEFT_OVER_EVERY = Duration.ofMillis(100);

    private final Pipeline pipeline;
    private final Outputs outputs;
    private final EventParser parser;
    private final EventWriter writer;
    private final RejectWriter rejects;
    private final JoinRules rules;
    private final RecentStates recent;
    private ProcessorContext<byte[], byte[]> context;
    private JoinStore store;
    private Progress progress = Progress.START;
    private Meters meters;
    private boolean leftOver;

    /** Where it writes to: the names of the sinks and of the stores. */
    record Outputs(String labeled, String rejected, String states, String deadlines) {}

    /** @param recent its own */
    JoinProcessor(Pipeline pipeline, Outputs outputs, RecentStates recent) {
        this.pipeline = pipeline;
        this.outputs = outputs;
        this.parser = new EventParser(pipeline);
        this.writer = new EventWriter(pipeline);
        this.rejects = new RejectWriter(pipeline.name());
        this.rules = new JoinRules(pipeline.labelsWithin());
        this.recent = recent;
    }

    /** Also called when an aborted task begins again: nothing in memory outlives it. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        recent.clear();
        store = new JoinStore(
                context.getStateStore(outputs.states()),
                context.getStateStore(outputs.deadlines()),
                new StateCodec(pipeline),
                recent,
                pipeline.labelsWithin());
        progress = store.progress();
        meters = new Meters(context, pipeline.name());
        meters.waiting(progress.waiting());
        leftOver = true;
        context.schedule(LEFT_OVER_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
            store.tidy(AT_ONCE);
            if (leftOver) {
                passDeadlines(now);
            }
        });
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Original original = Originals.of(message, context.recordMetadata().orElseThrow());
        long now = message.timestamp();
        if (original.topic().equals(pipeline.topics().features())) {
            switch (parser.features(message.key(), message.value(), now)) {
                case Parsed.Accepted<FeatureEvent>(var event) ->
                    take(
                            original,
                            event.id(),
                            progress.featuresUpTo(event.eventTime(), Instant.ofEpochMilli(now)),
                            now,
                            before -> rules.features(before, event, original, clock()));
                case Parsed.Rejected<FeatureEvent>(var reason, var detail) -> reject(original, reason, detail, now);
            }
        } else {
            switch (parser.label(message.key(), message.value(), now)) {
                case Parsed.Accepted<LabelEvent>(var event) ->
                    take(
                            original,
                            event.id(),
                            progress.labelsUpTo(event.eventTime(), Instant.ofEpochMilli(now)),
                            now,
                            before -> rules.label(before, event, original, clock()));
                case Parsed.Rejected<LabelEvent>(var reason, var detail) -> reject(original, reason, detail, now);
            }
        }
        passDeadlines(now);
    }

    private void take(Original original, String id, Progress reached, long now, Function<JoinState, Step> rule) {
        if (original.size() > RejectWriter.WHOLE) {
            String detail =
                    "%d bytes with key and headers; at most %d can wait".formatted(original.size(), RejectWriter.WHOLE);
            reject(original, RejectReason.TOO_LARGE, detail, now);
            return;
        }
        progress = reached;
        step(id, now, rule);
    }

    private void passDeadlines(long now) {
        var ids = store.takePassed(clock(), AT_ONCE);
        ids.forEach(id -> step(id, now, before -> rules.clock(before, clock())));
        leftOver = ids.size() == AT_ONCE;
        store.save(progress);
        meters.waiting(progress.waiting());
    }

    private Instant clock() {
        return progress.clock(pipeline.labelsWithin());
    }

    private void step(String id, long now, Function<JoinState, Step> rule) {
        JoinState before = load(id, now);
        Step step = rule.apply(before);
        if (!step.next().equals(before)) {
            store.put(id, step.next());
            progress = progress.moved(before, step.next());
        }
        step.outcomes().forEach(outcome -> emit(outcome, now));
    }

    private JoinState load(String id, long now) {
        return switch (store.get(id)) {
            case StateCodec.Kept.Current(var state) -> state;
            case StateCodec.Kept.Outdated(var original, var why) -> {
                store.delete(id);
                progress = progress.minusWaiting();
                reject(original, why.reason(), why.detail() + "; the pipeline has changed since it came", now);
                yield new JoinState.Unknown();
            }
        };
    }

    private void emit(Outcome outcome, long now) {
        switch (outcome) {
            case Outcome.Joined(var example) -> join(example, now);
            case Outcome.Rejected(var original, var reason, var detail) -> reject(original, reason, detail, now);
        }
    }

    private void join(LabeledExample example, long now) {
        byte[] key = example.id().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, writer.labeled(example), now), outputs.labeled());
        meters.joined();
    }

    private void reject(Original original, RejectReason reason, String detail, long now) {
        context.forward(rejects.write(original, reason, detail, now), outputs.rejected());
        meters.rejected(reason);
    }

    /** Others have the room then. */
    @Override
    public void close() {
        recent.clear();
    }
}
