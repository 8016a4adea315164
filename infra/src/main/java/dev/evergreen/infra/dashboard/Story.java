package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.LogEntry;
import dev.evergreen.infra.dashboard.Board.Mark;
import dev.evergreen.infra.dashboard.Board.MarkKind;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.text.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has happened to a pipeline's models, and to its stream. */
final class Story {
    /** Of champions and of drifts each. */
    static final int MARKS = 200;

    static final int ENTRIES = 40;
    private static final int REASON = 200;
    private static final int WORD = 60;

    private final List<Mark> champions = new ArrayList<>();
    private final List<Mark> drifts = new ArrayList<>();
    private final List<LogEntry> log = new ArrayList<>();

    void add(ModelEvent event) {
        String reason = OneLine.of(event.reason(), REASON);
        log(new LogEntry(event.kind().key(), Optional.of(event.round()), event.rows(), event.eventTime(), reason));
        mark(event.kind()).ifPresent(kind -> {
            insert(champions, new Mark(kind, Optional.of(event.round()), event.rows(), event.eventTime(), reason));
            if (champions.size() > MARKS) {
                champions.removeFirst();
            }
        });
    }

    void add(DriftNotice drift) {
        String where = OneLine.of(
                drift.detector() + drift.feature().map(f -> " of " + f).orElse(""), WORD);
        String reason = OneLine.of("%s: %s".formatted(where, drift.reason()), REASON);
        var when = Optional.of(drift.eventTime());
        log(new LogEntry(MarkKind.DRIFT.key(), Optional.empty(), drift.rows(), when, reason));
        insert(drifts, new Mark(MarkKind.DRIFT, Optional.empty(), drift.rows(), when, reason));
        if (drifts.size() > MARKS) {
            thinOut(drifts);
        }
    }

    private static Optional<MarkKind> mark(ModelEvent.Kind kind) {
        return switch (kind) {
            case PROMOTED -> Optional.of(MarkKind.PROMOTED);
            case ROLLED_BACK -> Optional.of(MarkKind.ROLLED_BACK);
            case ARRIVED, RETIRED, REFUSED -> Optional.empty();
        };
    }

    /** Topics are read side by side, so that what comes later may have been earlier. */
    private static void insert(List<Mark> marks, Mark mark) {
        marks.add(mark);
        marks.sort(Comparator.comparingLong(Mark::rows));
    }

    /** Leaves out one that closely follows another, but not the newest: so the whole stream keeps its marks. */
    private static void thinOut(List<Mark> marks) {
        int closest = 1;
        for (int i = 2; i < marks.size() - 1; i++) {
            if (gap(marks, i) < gap(marks, closest)) {
                closest = i;
            }
        }
        marks.remove(closest);
    }

    private static long gap(List<Mark> marks, int at) {
        return marks.get(at).rows() - marks.get(at - 1).rows();
    }

    private void log(LogEntry entry) {
        log.add(entry);
        log.sort(Comparator.comparingLong(LogEntry::rows));
        if (log.size() > ENTRIES) {
            log.removeFirst();
        }
    }

    /** By rows, lowest first. */
    List<Mark> marks() {
        return Stream.concat(champions.stream(), drifts.stream())
                .sorted(Comparator.comparingLong(Mark::rows))
                .toList();
    }

    /** Newest first. */
    List<LogEntry> log() {
        return log.reversed().stream().toList();
    }
}
