package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.champion.Contest;
import dev.evergreen.evaluator.champion.ContestRules;
import dev.evergreen.evaluator.champion.Row;
import dev.evergreen.evaluator.champion.Step;
import dev.evergreen.evaluator.join.Met;
import dev.evergreen.evaluator.prequential.Extent;
import dev.evergreen.evaluator.prequential.Outcome;
import dev.evergreen.evaluator.prequential.Prequential;
import dev.evergreen.evaluator.prequential.Standing;
import dev.evergreen.evaluator.scoring.Guess;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place of a pipeline where rows and their labels come together in one order: counts the figures, watches for drift,
 * and decides which model is champion.
 */
final class EvaluationProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    /** When no rows come. Each look is a commit, even if nothing was seen. */
    static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationProcessor.class);

    private final Pipeline pipeline;
    private final Extent extent;
    private final String figuresName;
    private final String contestName;
    private final String driftName;
    private final Supplier<NavigableMap<Long, Instant>> models;
    private final ContestRules rules;
    private final EventParser parser;
    private final byte[] key;
    private ProcessorContext<byte[], Outgoing> context;
    private Prequential prequential;
    private ContestStore store;
    private Contest contest;
    private DriftStation drift;
    private Arrivals arrivals;
    private boolean lineupTold;
    private Sensor evaluated;
    private Sensor malformed;
    private Sensor promotions;
    private Sensor challengers;

    /** @param models rounds whose models are here, with the event time up to which they were trained */
    EvaluationProcessor(
            Pipeline pipeline,
            Extent extent,
            String figuresName,
            String contestName,
            String driftName,
            Supplier<NavigableMap<Long, Instant>> models) {
        this.pipeline = pipeline;
        this.extent = extent;
        this.figuresName = figuresName;
        this.contestName = contestName;
        this.driftName = driftName;
        this.models = models;
        this.rules = new ContestRules(pipeline);
        this.parser = new EventParser(pipeline);
        this.key = pipeline.name().getBytes(StandardCharsets.UTF_8);
        this.contest = Contest.START;
        this.arrivals = new Arrivals();
    }

    /** Also called when an aborted task begins again: all in memory is made anew from the stores. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> newContext) {
        context = newContext;
        prequential = new FigureStore(context.getStateStore(figuresName)).load(pipeline.label(), extent);
        store = new ContestStore(context.getStateStore(contestName));
        contest = store.load(Fingerprint.of(pipeline));
        arrivals = new Arrivals();
        lineupTold = false;
        var meters = new Meters(context, pipeline.name());
        drift = new DriftStation(pipeline, new DriftStore(context.getStateStore(driftName), pipeline), meters);
        evaluated = meters.counter("evaluated", "Labeled rows that were feature events, scored or not");
        malformed = meters.counter("foreign", "Messages on the internal topic that this app did not write");
        promotions = meters.counter("promotions", "Changes of the champion, the first included");
        challengers = meters.gauge("challengers", "Models in the champion's shadow");
        challengers.record((double) contest.challengers().size());
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        JoinCodec.order(value)
                .ifPresentOrElse(
                        order -> obey(order, message.timestamp()),
                        () -> JoinCodec.joined(value)
                                .filter(joined -> ofThisLabel(joined.met()))
                                .ifPresentOrElse(joined -> evaluate(joined, message.timestamp()), malformed::record));
        look(context.currentSystemTimeMs());
    }

    /** What has nothing to do with rows: a model that came, and that the instances know who answers. */
    private void look(long now) {
        if (!lineupTold) {
            tellLineup(now);
        }
        for (var next = arrivals.next(models.get(), contest, now);
                next.isPresent();
                next = arrivals.next(models.get(), contest, now)) {
            take(rules.arrived(contest, next.getAsLong()), now);
        }
    }

    /** A pipeline whose label was changed may still find rows of the old one on the way. */
    private boolean ofThisLabel(Met met) {
        double label = met.truth().label();
        return Outcome.isCodeOf(pipeline.label(), label)
                && met.guess().map(g -> g.against(label).fits(pipeline.label())).orElse(true);
    }

    private void evaluate(Emitted.Joined joined, long timestamp) {
        Met met = joined.met();
        Standing standing = met.guess()
                .map(guess ->
                        prequential.add(guess.round(), guess.against(met.truth().label())))
                .orElseGet(prequential::unscored);
        Step step = rules.evaluated(
                contest,
                new Row(
                        met.truth().eventTime(),
                        met.truth().label(),
                        round -> met.guess().map(g -> g.by(round)).orElse(OptionalDouble.empty())));
        var found = drift.evaluated(joined, contest, step.next());
        forward(new Outgoing.Evaluated(evaluation(met, standing, step.next())), timestamp);
        evaluated.record();
        found.forEach(outgoing -> forward(outgoing, timestamp));
        take(step, timestamp);
    }

    private Evaluation evaluation(Met met, Standing standing, Contest after) {
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
                after.figures(pipeline.label()),
                drift.roundsAsked());
    }

    /** What is no order is the trainer's to report, which reads the same topic. */
    private void obey(byte[] order, long timestamp) {
        if (parser.control(order) instanceof Parsed.Accepted<ControlMessage>(ControlMessage message)) {
            switch (message.command()) {
                case RETRAIN -> {}
                case PROMOTE ->
                    take(
                            rules.promote(
                                    contest,
                                    message.round().orElseThrow(),
                                    models.get().keySet(),
                                    message.request()),
                            timestamp);
                case ROLLBACK -> take(rules.rollBack(contest, models.get().keySet(), message.request()), timestamp);
            }
        }
    }

    private void take(Step step, long timestamp) {
        boolean changed = step.next().version() != contest.version();
        contest = step.next();
        store.save(contest);
        for (ModelEvent decision : step.decisions()) {
            LOG.info("{}: round {} {}: {}", pipeline.name(), decision.round(), decision.kind(), decision.reason());
            switch (decision.kind()) {
                case PROMOTED, ROLLED_BACK -> promotions.record();
                case ARRIVED, RETIRED, REFUSED -> {}
            }
            forward(new Outgoing.Decided(decision), timestamp);
        }
        if (changed) {
            challengers.record((double) contest.challengers().size());
            tellLineup(timestamp);
        }
    }

    private void tellLineup(long timestamp) {
        contest.lineup(pipeline.name()).ifPresent(lineup -> forward(new Outgoing.LinedUp(lineup), timestamp));
        lineupTold = true;
    }

    private void forward(Outgoing outgoing, long timestamp) {
        context.forward(new Record<>(key, outgoing, timestamp));
    }
}
