package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.scoring.ModelCheck;
import dev.evergreen.evaluator.scoring.ModelGate;
import dev.evergreen.evaluator.scoring.ServedModel;
import dev.evergreen.evaluator.scoring.Serving;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of one pipeline in this process: those on disk by round, and those of the line-up in memory. The thread that
 * updates global stores writes; the threads that answer read {@link #serving} and {@link #kept} without waiting, so that a
 * model that is read in holds up no answer.
 */
final class ModelShelf {
    /** How many of the newest stay on disk, to be promoted by a user. */
    static final int KEPT = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);

    private final String pipeline;
    private final ModelGate gate;
    private final ModelListener listener;
    private final Map<Long, ServedModel> loaded = new HashMap<>();
    private LongFunction<Optional<byte[]>> disk = round -> Optional.empty();
    private Optional<Lineup> lineup = Optional.empty();
    private long told;
    private volatile NavigableMap<Long, Instant> kept = Collections.emptyNavigableMap();
    private volatile Serving serving = Serving.NONE;

    ModelShelf(Pipeline pipeline, ModelListener listener) {
        this.pipeline = pipeline.name();
        this.gate = new ModelGate(pipeline);
        this.listener = listener;
    }

    Serving serving() {
        return serving;
    }

    /** Rounds whose models are here, with the event time up to which they were trained. */
    NavigableMap<Long, Instant> kept() {
        return kept;
    }

    /** The disk as it is found. */
    synchronized void open(Map<Long, Instant> found, LongFunction<Optional<byte[]>> bytes) {
        disk = bytes;
        kept = Collections.unmodifiableNavigableMap(new TreeMap<>(found));
        settle();
    }

    /** What came on the models topic, before it is put on disk; there can be but one of a round, and rounds must rise. */
    synchronized ModelCheck check(byte[] bytes) {
        ModelCheck check = gate.check(bytes);
        if (check instanceof ModelCheck.Accepted a
                && !kept.isEmpty()
                && a.model().round() <= kept.lastKey()) {
            return new ModelCheck.Refused("of round %d, which comes after that of round %d"
                    .formatted(a.model().round(), kept.lastKey()));
        }
        return check;
    }

    /** A model is on disk. */
    synchronized void arrived(ModelCheck.Accepted accepted) {
        var all = new TreeMap<>(kept);
        all.put(accepted.model().round(), accepted.trainedUpTo());
        kept = Collections.unmodifiableNavigableMap(all);
        loaded.put(accepted.model().round(), accepted.model());
        settle();
    }

    /** Rounds that need not stay on disk. */
    synchronized List<Long> surplus() {
        Set<Long> needed = needed();
        return kept.navigableKeySet().stream()
                .limit(Math.max(0, kept.size() - KEPT))
                .filter(round -> !needed.contains(round))
                .toList();
    }

    /** A model is no longer on disk. */
    synchronized void gone(long round) {
        var all = new TreeMap<>(kept);
        all.remove(round);
        kept = Collections.unmodifiableNavigableMap(all);
    }

    /** Which models are to answer. */
    synchronized void lineUp(Lineup next) {
        lineup = Optional.of(next);
        settle();
    }

    /** A line-up whose champion is not here yet leaves the old one where it is. */
    private void settle() {
        Set<Long> needed = needed();
        loaded.keySet().removeIf(round -> !needed.contains(round));
        lineup.ifPresent(wanted ->
                load(wanted.champion()).ifPresentOrElse(champion -> serve(wanted, champion), () -> missing(wanted)));
    }

    private void serve(Lineup wanted, ServedModel champion) {
        var challengers = new ArrayList<ServedModel>();
        wanted.challengers().forEach(round -> load(round).ifPresent(challengers::add));
        Optional<Long> before = serving.champion().map(ServedModel::round);
        serving = new Serving(Optional.of(champion), challengers);
        if (!before.equals(Optional.of(champion.round()))) {
            LOG.info("{}: the model of round {} answers from now on", pipeline, champion.round());
            listener.modelLoaded(pipeline, champion.round());
        }
        if (wanted.version() != told
                && challengers.size() == wanted.challengers().size()) {
            told = wanted.version();
            listener.lineupServes(pipeline, wanted);
        }
    }

    private void missing(Lineup wanted) {
        LOG.info("{}: the model of round {}, which is to answer, is not here", pipeline, wanted.champion());
    }

    private Optional<ServedModel> load(long round) {
        if (!loaded.containsKey(round) && kept.containsKey(round)) {
            disk.apply(round).map(gate::check).ifPresent(check -> {
                switch (check) {
                    case ModelCheck.Accepted a -> loaded.put(round, a.model());
                    case ModelCheck.Refused r ->
                        LOG.warn("{}: the model of round {} was refused: {}", pipeline, round, r.reason());
                }
            });
        }
        return Optional.ofNullable(loaded.get(round));
    }

    /** Of the line-up, and the newest, which is about to join it. */
    private Set<Long> needed() {
        var needed = new HashSet<Long>();
        lineup.ifPresent(l -> {
            needed.add(l.champion());
            needed.addAll(l.challengers());
            l.former().ifPresent(needed::add);
        });
        if (!kept.isEmpty()) {
            needed.add(kept.lastKey());
        }
        return needed;
    }
}
