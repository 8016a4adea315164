package dev.evergreen.infra.dashboard;

import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.text.OneLine;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was turned away, by reason. */
final class RejectTally {
    private static final int DETAIL = 160;

    private final Map<RejectReason, Board.Rejects> byReason = new EnumMap<>(RejectReason.class);

    void add(Reject reject) {
        String detail = OneLine.of(reject.detail(), DETAIL);
        byReason.merge(
                reject.reason(),
                new Board.Rejects(reject.reason().key(), 1, detail),
                (before, one) -> new Board.Rejects(before.reason(), before.count() + 1, detail));
    }

    long total() {
        return byReason.values().stream().mapToLong(Board.Rejects::count).sum();
    }

    /** Most frequent first. */
    List<Board.Rejects> all() {
        return byReason.values().stream()
                .sorted(Comparator.comparingLong(Board.Rejects::count).reversed())
                .toList();
    }
}
