package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.DriftAlarm.Retrain;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The detectors of a pipeline on its champion's rows, and which of their alarms ask for a round of training: those of a
 * trigger, at once or, if one has asked only a few rows ago, when those have passed. Not thread-safe.
 */
public final class DriftWatch {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + 5 * Long.BYTES + Double.BYTES + PutOff.BYTES;
    /** Before any row. */
    private static final long NEVER = -1;

    private final Pipeline pipeline;
    private final DriftDetection settings;
    private final Map<Detector, Watcher> watchers;
    /** Whom the detectors watch; -1 before there was one. */
    private long champion;

    private long seen;
    private LossScale scale;
    /** How many rows had been evaluated when a round was asked for. */
    private long askedAt;

    private long roundsAsked;
    private Optional<PutOff> putOff;

    private DriftWatch(
            Pipeline pipeline,
            Map<Detector, Watcher> watchers,
            long champion,
            long seen,
            LossScale scale,
            long askedAt,
            long roundsAsked,
            Optional<PutOff> putOff) {
        this.pipeline = pipeline;
        this.settings = pipeline.drift();
        this.watchers = watchers;
        this.champion = champion;
        this.seen = seen;
        this.scale = scale;
        this.askedAt = askedAt;
        this.roundsAsked = roundsAsked;
        this.putOff = putOff;
    }

    /** Has seen nothing yet. */
    public static DriftWatch begin(Pipeline pipeline) {
        return new DriftWatch(pipeline, fresh(pipeline), NEVER, 0, LossScale.NONE, NEVER, 0, Optional.empty());
    }

    private static Map<Detector, Watcher> fresh(Pipeline pipeline) {
        var makers = new Watchers(pipeline.drift(), pipeline.features());
        var fresh = new EnumMap<Detector, Watcher>(Detector.class);
        pipeline.drift().detectors().forEach(d -> fresh.put(d, makers.begin(d)));
        return fresh;
    }

    /** How many features of each row are looked at: that many of the first. */
    public static int featuresWatched(Pipeline pipeline) {
        return pipeline.drift().watches(Detector.PSI) ? Psi.watched(pipeline.features()) : 0;
    }

    /** How many rows it was shown, under whichever champion. */
    public long seen() {
        return seen;
    }

    /** How many rounds were asked for. */
    public long roundsAsked() {
        return roundsAsked;
    }

    /**
     * Another model is watched from now on. Detectors begin anew, as its losses say nothing of the last one's. But where each
     * winner is champion at once, none answers for long: there the losses of all are one series, and only the features are
     * compared with those at its own start.
     */
    private void reign(long round) {
        champion = round;
        var fresh = fresh(pipeline);
        switch (pipeline.promotion().policy()) {
            case TEST -> {
                scale = LossScale.NONE;
                putOff = Optional.empty();
            }
            case NEWEST -> fresh.keySet().retainAll(Set.of(Detector.PSI));
        }
        watchers.putAll(fresh);
    }

    /** What the detectors make of one more row, in their order. */
    public List<DriftAlarm> add(Observed row) {
        if (row.champion() != champion) {
            reign(row.champion());
        }
        seen++;
        var loss = scale.loss(pipeline.label(), row.label(), row.answer());
        scale = scale.after(pipeline.label(), row.label(), row.answer());
        if (loss.isEmpty()) {
            return List.of();
        }
        var shown = new Seen(loss.getAsDouble(), row.eventTime().toEpochMilli(), row.features());
        var alarms = new ArrayList<DriftAlarm>();
        watchers.forEach(
                (detector, watcher) -> watcher.add(shown).forEach(signal -> alarms.add(alarm(detector, signal, row))));
        if (putOff.isPresent() && mayAsk(row.rows())) {
            PutOff late = putOff.get();
            alarms.add(alarm(late.detector(), late.at(seen), row));
        }
        return alarms;
    }

    private DriftAlarm alarm(Detector detector, Signal signal, Observed row) {
        Optional<String> feature = signal.feature().stream()
                .mapToObj(pipeline.features()::get)
                .map(Feature::name)
                .findFirst();
        return new DriftAlarm(
                pipeline.name(),
                detector,
                feature,
                row.champion(),
                row.rows(),
                row.eventTime(),
                signal.value(),
                signal.threshold(),
                signal.sinceRows(),
                Instant.ofEpochMilli(signal.sinceTime()),
                retrain(detector, signal, row.rows()),
                Watchers.words(detector, feature.orElse(""), signal));
    }

    private boolean mayAsk(long rows) {
        boolean cooledDown = askedAt == NEVER || rows - askedAt >= settings.coolDownRows();
        return cooledDown && rows % settings.checkEvery() == 0;
    }

    private Retrain retrain(Detector detector, Signal signal, long rows) {
        if (!settings.triggers().contains(detector)) {
            return Retrain.NO_TRIGGER;
        }
        if (!pipeline.retrain().onDrift()) {
            return Retrain.OFF;
        }
        if (!mayAsk(rows)) {
            putOff = Optional.of(new PutOff(detector, signal, seen));
            return Retrain.COOL_DOWN;
        }
        askedAt = rows;
        roundsAsked++;
        putOff = Optional.empty();
        return Retrain.ASKED;
    }

    /** All that {@link #restore} needs to go on in the same way. */
    public byte[] state() {
        var buffer = ByteBuffer.allocate(HEAD
                        + watchers.values().stream().mapToInt(Watcher::bytes).sum())
                .put(VERSION)
                .putLong(champion)
                .putLong(seen)
                .putLong(scale.rows())
                .putDouble(scale.mean())
                .putLong(askedAt)
                .putLong(roundsAsked);
        PutOff.write(putOff, buffer);
        watchers.values().forEach(w -> w.write(buffer));
        return buffer.array();
    }

    /**
     * Goes on where another left off.
     *
     * @param pipeline with the same features, label and part {@code drift} as then
     * @throws IllegalArgumentException if the bytes are no state of such a pipeline's watch
     */
    public static DriftWatch restore(Pipeline pipeline, byte[] state) {
        var buffer = ByteBuffer.wrap(state);
        try {
            return read(pipeline, buffer);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the state of a drift watch is cut short", e);
        }
    }

    private static DriftWatch read(Pipeline pipeline, ByteBuffer buffer) {
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("the state of a drift watch of version " + version);
        }
        long champion = buffer.getLong();
        long seen = buffer.getLong();
        var scale = new LossScale(buffer.getLong(), buffer.getDouble());
        long askedAt = buffer.getLong();
        long roundsAsked = buffer.getLong();
        var putOff = PutOff.read(pipeline.features().size(), buffer);
        var makers = new Watchers(pipeline.drift(), pipeline.features());
        var watchers = new EnumMap<Detector, Watcher>(Detector.class);
        for (Detector detector : Detector.values()) {
            if (pipeline.drift().watches(detector)) {
                watchers.put(detector, makers.read(detector, buffer));
            }
        }
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(
                    "%d bytes too many in the state of a drift watch".formatted(buffer.remaining()));
        }
        return new DriftWatch(pipeline, watchers, champion, seen, scale, askedAt, roundsAsked, putOff);
    }
}
