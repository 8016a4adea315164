package dev.evergreen.evaluator.prequential;

import dev.evergreen.ingest.pipeline.Label;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Test-then-train figures of one pipeline: each row was predicted before any model could learn it, and is counted since
 * the beginning, over a sliding window that forgets old errors, and for the model that answered (Gama, Sebastião and
 * Rodrigues, "On evaluating stream learning algorithms", Machine Learning 90, 2013). Not thread-safe.
 */
public final class Prequential {
    /** The scope of the figures since the beginning; the others are rounds. */
    public static final long OVERALL = -1;

    private final Label label;
    private final Extent extent;
    private final Consumer<Change> journal;
    private final Tally overall;
    private final SlidingWindow window;
    private final TreeMap<Long, Tally> models = new TreeMap<>();

    private Prequential(Label label, Extent extent, Consumer<Change> journal) {
        this.label = label;
        this.extent = extent;
        this.journal = journal;
        this.overall = Tally.over(label, OVERALL, journal);
        this.window = new SlidingWindow(label, extent.windowRows());
    }

    /**
     * Continues exactly where the journal ended.
     *
     * @param journalled what the journal was told before and was not replaced since, in any order; nothing for a beginning
     * @param journal is told of each change from now on
     */
    public static Prequential restore(Label label, Extent extent, Stream<Change> journalled, Consumer<Change> journal) {
        var prequential = new Prequential(label, extent, journal);
        var rows = journalled
                .<Change.Row>mapMulti((change, row) -> {
                    switch (change) {
                        case Change.Cell c ->
                            prequential.tally(c.scope()).cells().restore(c.cell(), c.value());
                        case Change.Row r -> row.accept(r);
                        case Change.Forgotten f -> prequential.models.remove(f.scope());
                    }
                })
                .sorted(Comparator.comparingLong(Change.Row::number))
                .toList();
        rows.forEach(row -> prequential.window.add(row.outcome()));
        return prequential;
    }

    /** Counts a row that the model of {@code round} had answered. */
    public Standing add(long round, Outcome outcome) {
        long number = overall.rows();
        overall.add(outcome);
        window.add(outcome);
        journal.accept(new Change.Row((int) (number % extent.windowRows()), number, outcome));
        if (outgrown(round)) {
            return standing(Optional.empty());
        }
        Tally model = tally(round);
        model.add(outcome);
        while (models.size() > extent.models()) {
            journal.accept(new Change.Forgotten(models.pollFirstEntry().getKey()));
        }
        return standing(Optional.of(model));
    }

    /** As things are, for a row that no model had answered. */
    public Standing unscored() {
        return standing(Optional.empty());
    }

    private boolean outgrown(long round) {
        return models.size() >= extent.models() && round < models.firstKey();
    }

    private Tally tally(long scope) {
        return scope == OVERALL ? overall : models.computeIfAbsent(scope, s -> Tally.over(label, s, journal));
    }

    private Standing standing(Optional<Tally> model) {
        return new Standing(overall.figures(), window.figures(), model.map(Tally::figures));
    }
}
