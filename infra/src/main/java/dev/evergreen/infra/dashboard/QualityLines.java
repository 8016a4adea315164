package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.ChallengerLine;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.ContestFigures.OfChallenger;
import dev.evergreen.ingest.event.Evaluation;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The measure of champion and challengers over the rows, as lines. */
final class QualityLines {
    static final int CHAMPION_POINTS = 1_000;
    static final int CHALLENGER_POINTS = 200;
    static final int CHALLENGERS = 12;
    private static final int WINDOW_ROWS = 1_000;

    private final Measure measure;
    private final Series champion = new Series(CHAMPION_POINTS);
    private final TreeMap<Long, OfOne> challengers = new TreeMap<>();
    private Set<Long> present = Set.of();

    private static final class OfOne {
        private final Series line = new Series(CHALLENGER_POINTS);
        private final RecentMean recent = new RecentMean(WINDOW_ROWS);
    }

    QualityLines(Measure measure) {
        this.measure = measure;
    }

    /** @param row how many were evaluated, this one included */
    void add(long row, Evaluation evaluation) {
        measure.in(evaluation.window()).ifPresent(value -> champion.add(row, value));
        evaluation.contest().ifPresent(contest -> add(row, contest));
    }

    private void add(long row, ContestFigures contest) {
        present = contest.challengers().stream().map(OfChallenger::round).collect(Collectors.toUnmodifiableSet());
        for (OfChallenger one : contest.challengers()) {
            measure.in(one).filter(_ -> one.rows() > 0).ifPresent(mean -> {
                var lines = challengers.computeIfAbsent(one.round(), _ -> new OfOne());
                lines.line.add(row, lines.recent.after(one.rows(), mean));
            });
        }
        while (challengers.size() > CHALLENGERS) {
            challengers.pollFirstEntry();
        }
    }

    Series.Line champion() {
        return champion.line();
    }

    /** By round. */
    List<ChallengerLine> challengers() {
        return challengers.entrySet().stream()
                .map(entry -> new ChallengerLine(
                        entry.getKey(),
                        present.contains(entry.getKey()),
                        entry.getValue().line.line()))
                .toList();
    }
}
