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

/** What has happened to a pipeline's models, and to its stream. */
final class Story {
    static final int MARKS = 100;
    static final int ENTRIES = 40;
    private static final int REASON = 200;
    private static final int WORD = 60;

    private final List<Mark> marks = new ArrayList<>();
    private final List<LogEntry> log = new ArrayList<>();

    void add(ModelEvent event) {
        String reason = OneLine.of(event.reason(), REASON);
        log(new LogEntry(event.kind().key(), Optional.of(event.round()), event.rows(), event.eventTime(), reason));
        mark(event.kind())
                .ifPresent(kind ->
                        mark(new Mark(kind, Optional.of(event.round()), event.rows(), event.eventTime(), reason)));
    }

    void add(DriftNotice drift) {
        String where = OneLine.of(
                drift.detector() + drift.feature().map(f -> " of " + f).orElse(""), WORD);
        String reason = OneLine.of("%s: %s".formatted(where, drift.reason()), REASON);
        var when = Optional.of(drift.eventTime());
        log(new LogEntry(MarkKind.DRIFT.key(), Optional.empty(), drift.rows(), when, reason));
        mark(new Mark(MarkKind.DRIFT, Optional.empty(), drift.rows(), when, reason));
    }

    private static Optional<MarkKind> mark(ModelEvent.Kind kind) {
        return switch (kind) {
            case PROMOTED -> Optional.of(MarkKind.PROMOTED);
            case ROLLED_BACK -> Optional.of(MarkKind.ROLLED_BACK);
            case ARRIVED, RETIRED, REFUSED -> Optional.empty();
        };
    }

    /** Topics are read side by side, so that what comes later may have been earlier. */
    private void mark(Mark mark) {
        marks.add(mark);
        marks.sort(Comparator.comparingLong(Mark::rows));
        if (marks.size() > MARKS) {
            marks.removeFirst();
        }
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
        return List.copyOf(marks);
    }

    /** Newest first. */
    List<LogEntry> log() {
        return log.reversed().stream().toList();
    }
}
