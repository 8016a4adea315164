package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.champion.Contest;
import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.drift.Observed;
import dev.evergreen.evaluator.prequential.Outcome;
import dev.evergreen.evaluator.scoring.Guess;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.metrics.Sensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a pipeline's drift watch the rows that its champion had answered, keeps what it knows, and passes its alarms on. */
final class DriftStation {
    private static final Logger LOG = LoggerFactory.getLogger(DriftStation.class);

    private final Pipeline pipeline;
    private final DriftStore store;
    private final DriftWatch watch;
    private final Map<Detector, Sensor> alarms = new EnumMap<>(Detector.class);

    /** With all that the store holds. */
    DriftStation(Pipeline pipeline, DriftStore store, Meters meters) {
        this.pipeline = pipeline;
        this.store = store;
        this.watch = store.load();
        pipeline.drift()
                .detectors()
                .forEach(d -> alarms.put(
                        d, meters.counter("drift-alarms", "Alarms of a drift detector", "detector", d.key())));
    }

    /**
     * A row has its label.
     *
     * @param contest as it was when the row came
     * @param after as it is now that the row counts
     */
    List<Outgoing> evaluated(Emitted.Joined row, Contest contest, Contest after) {
        var outgoing = new ArrayList<Outgoing>();
        observed(row, contest, after.rows()).ifPresent(observed -> {
            watch.add(observed).forEach(alarm -> {
                alarms.get(alarm.detector()).record();
                LOG.info("{}: {}: {} ({})", pipeline.name(), alarm.detector(), alarm.reason(), alarm.retrain());
                outgoing.add(new Outgoing.Alarmed(alarm));
                if (alarm.retrain() == DriftAlarm.Retrain.ASKED) {
                    outgoing.add(new Outgoing.Ordered(order(alarm, after.upTo())));
                }
            });
            store.save(watch, observed);
        });
        return outgoing;
    }

    /** Absent if there is no detector, or nobody had answered the row. */
    private Optional<Observed> observed(Emitted.Joined row, Contest contest, long rows) {
        if (alarms.isEmpty()
                || contest.champion().isEmpty()
                || row.features().size() < DriftWatch.featuresWatched(pipeline)) {
            return Optional.empty();
        }
        return row.met()
                .guess()
                .map(guess -> observed(guess, contest.champion().get(), row, rows))
                .filter(seen -> Outcome.isCodeOf(pipeline.label(), seen.answer()));
    }

    /** Of the champion, or of the one that was champion when the row came: whoever is new had not answered it. */
    private static Observed observed(Guess guess, long champion, Emitted.Joined row, long rows) {
        var truth = row.met().truth();
        OptionalDouble answer = guess.by(champion);
        return new Observed(
                answer.isPresent() ? champion : guess.round(),
                rows,
                truth.eventTime(),
                truth.label(),
                answer.orElse(guess.prediction()),
                row.features());
    }

    /** How many rounds drift has asked for; absent if none. */
    Optional<Long> roundsAsked() {
        return watch.roundsAsked() == 0 ? Optional.empty() : Optional.of(watch.roundsAsked());
    }

    /** @param upTo the greatest event time of the rows that count so far */
    private static ControlMessage order(DriftAlarm alarm, Instant upTo) {
        return new ControlMessage(
                alarm.pipeline(),
                ControlMessage.Command.RETRAIN,
                ControlMessage.Cause.DRIFT,
                Optional.empty(),
                Optional.empty(),
                alarm.detector().key() + ": " + alarm.reason(),
                Optional.of(alarm.since()),
                Optional.of(upTo));
    }
}
