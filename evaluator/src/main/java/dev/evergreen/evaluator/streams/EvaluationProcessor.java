package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Met;
import dev.evergreen.evaluator.prequential.Extent;
import dev.evergreen.evaluator.prequential.Outcome;
import dev.evergreen.evaluator.prequential.Prequential;
import dev.evergreen.evaluator.prequential.Standing;
import dev.evergreen.evaluator.scoring.Guess;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Optional;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Counts what was joined, in the order in which it comes, and reports the figures after each row. */
final class EvaluationProcessor implements Processor<byte[], byte[], byte[], Evaluation> {
    private final Pipeline pipeline;
    private final Extent extent;
    private final String storeName;
    private ProcessorContext<byte[], Evaluation> context;
    private Prequential prequential;
    private Sensor evaluated;
    private Sensor malformed;

    EvaluationProcessor(Pipeline pipeline, Extent extent, String storeName) {
        this.pipeline = pipeline;
        this.extent = extent;
        this.storeName = storeName;
    }

    /** Also called when an aborted task begins again: the figures in memory are made anew from the store. */
    @Override
    public void init(ProcessorContext<byte[], Evaluation> newContext) {
        context = newContext;
        prequential = new FigureStore(context.getStateStore(storeName)).load(pipeline.label(), extent);
        var meters = new Meters(context, pipeline.name());
        evaluated = meters.counter("evaluated", "Labeled rows that were feature events, scored or not");
        malformed = meters.counter("foreign", "Messages on the internal topic that this app did not write");
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Optional<Met> met = Optional.ofNullable(message.value()).flatMap(JoinCodec::met);
        met.filter(this::ofThisLabel)
                .ifPresentOrElse(
                        m -> {
                            context.forward(new Record<>(message.key(), evaluate(m), message.timestamp()));
                            evaluated.record();
                        },
                        malformed::record);
    }

    /** A pipeline whose label was changed may still find rows of the old one on the way. */
    private boolean ofThisLabel(Met met) {
        double label = met.truth().label();
        return Outcome.isCodeOf(pipeline.label(), label)
                && met.guess().map(g -> g.against(label).fits(pipeline.label())).orElse(true);
    }

    private Evaluation evaluate(Met met) {
        Standing standing = met.guess()
                .map(guess ->
                        prequential.add(guess.round(), guess.against(met.truth().label())))
                .orElseGet(prequential::unscored);
        return new Evaluation(
                pipeline.name(),
                met.id(),
                met.truth().eventTime(),
                met.truth().labelTime(),
                LabelValue.of(pipeline.label(), met.truth().label()),
                met.guess().map(guess -> LabelValue.of(pipeline.label(), guess.prediction())),
                met.guess().map(Guess::round),
                standing.overall(),
                standing.window(),
                standing.model(),
                Optional.empty());
    }
}
