package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.join.LabelJoin;
import dev.evergreen.evaluator.join.Labeling;
import dev.evergreen.evaluator.join.Met;
import dev.evergreen.evaluator.join.Truth;
import dev.evergreen.evaluator.join.Waiting;
import dev.evergreen.evaluator.scoring.Answer;
import dev.evergreen.evaluator.scoring.Scorer;
import dev.evergreen.evaluator.scoring.Serving;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes the features and labeled rows of one partition: answers the former, joins both. What is malformed is passed over:
 * to report it is ingest's business.
 */
final class AnswerProcessor implements Processor<byte[], byte[], byte[], Emitted> {
    private final Pipeline pipeline;
    private final Waiting waiting;
    private final String storeName;
    private final Supplier<Serving> serving;
    private final EventParser parser;
    private final Scorer scorer;
    private final int featuresWatched;
    private ProcessorContext<byte[], Emitted> context;
    private JoinStore store;
    private LabelJoin join;
    private AnswerMeters meters;

    AnswerProcessor(Pipeline pipeline, Waiting waiting, String storeName, Supplier<Serving> serving) {
        this.pipeline = pipeline;
        this.waiting = waiting;
        this.storeName = storeName;
        this.serving = serving;
        this.parser = new EventParser(pipeline);
        this.scorer = new Scorer(pipeline.name(), pipeline.label());
        this.featuresWatched = DriftWatch.featuresWatched(pipeline);
    }

    /** Also called when an aborted task begins again: nothing in memory outlives it. */
    @Override
    public void init(ProcessorContext<byte[], Emitted> newContext) {
        context = newContext;
        store = new JoinStore(context.getStateStore(storeName));
        join = store.load(waiting);
        meters = AnswerMeters.of(new Meters(context, pipeline.name()));
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        String topic = context.recordMetadata().orElseThrow().topic();
        if (topic.equals(pipeline.topics().features())) {
            features(message);
        } else {
            labeled(message);
        }
        meters.letGo(join.letGo());
        meters.waiting(join.progress());
        store.save(join.progress());
    }

    private void features(Record<byte[], byte[]> message) {
        switch (parser.features(message.key(), message.value(), message.timestamp())) {
            case Parsed.Accepted<FeatureEvent>(var event)
            when join.knows(event.id()) -> meters.repeated().record();
            case Parsed.Accepted<FeatureEvent>(var event) -> answer(message, event);
            case Parsed.Rejected<FeatureEvent> rejected -> meters.malformed().record();
        }
    }

    private void answer(Record<byte[], byte[]> message, FeatureEvent event) {
        Answer answer = scorer.answer(serving.get(), event);
        emit(message, new Emitted.Answered(answer.prediction()));
        (answer.guess().isPresent() ? meters.scored() : meters.unscored()).record();
        join.answered(event.id(), event.eventTime(), answer.guess())
                .ifPresent(met -> emit(message, met, event.features()));
    }

    private void labeled(Record<byte[], byte[]> message) {
        switch (parser.labeled(message.key(), message.value(), message.timestamp())) {
            case Parsed.Accepted<LabeledExample>(var example) -> label(message, example);
            case Parsed.Rejected<LabeledExample> rejected -> meters.malformed().record();
        }
    }

    private void label(Record<byte[], byte[]> message, LabeledExample example) {
        var truth = new Truth(example.eventTime(), example.labelTime(), example.label());
        switch (join.labeled(example.id(), truth)) {
            case Labeling.Meets meets -> emit(message, meets.met(), example.features());
            case Labeling.Waits waits -> {}
            case Labeling.Repeated repeated -> meters.repeated().record();
        }
    }

    private void emit(Record<byte[], byte[]> cause, Met met, FeatureVector features) {
        emit(cause, new Emitted.Joined(met, FeatureBytes.first(features, featuresWatched)));
    }

    private void emit(Record<byte[], byte[]> cause, Emitted emitted) {
        context.forward(new Record<>(cause.key(), emitted, cause.timestamp()));
    }
}
