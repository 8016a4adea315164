package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.ChallengerLine;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.ContestFigures.OfChallenger;
import dev.evergreen.ingest.event.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The measure of champion and challengers over the rows, as lines. */
final class QualityLines {
    static final int CHAMPION_POINTS = 1_000;
    static final int CHALLENGER_POINTS = 200;
    static final int STAYS = 24;
    private static final int WINDOW_ROWS = 1_000;

    /** A mean over fewer rows says little, and would stretch the axis. */
    static final int FEWEST_ROWS = 100;

    private final Measure measure;
    private final Series champion = new Series(CHAMPION_POINTS);
    private final List<Stay> stays = new ArrayList<>();

    /** A challenger from when it came to when it went; a model may come back. */
    private static final class Stay {
        private final long round;
        private final Series line = new Series(CHALLENGER_POINTS);
        private final RecentMean recent = new RecentMean(WINDOW_ROWS);
        private boolean present = true;

        Stay(long round) {
            this.round = round;
        }
    }

    QualityLines(Measure measure) {
        this.measure = measure;
    }

    /** @param row how many were evaluated, this one included */
    void add(long row, Evaluation evaluation) {
        var window = evaluation.window();
        measure.in(window).filter(_ -> window.rows() >= FEWEST_ROWS).ifPresent(value -> champion.add(row, value));
        evaluation.contest().ifPresent(contest -> add(row, contest));
    }

    private void add(long row, ContestFigures contest) {
        Set<Long> there =
                contest.challengers().stream().map(OfChallenger::round).collect(Collectors.toUnmodifiableSet());
        stays.forEach(stay -> stay.present = stay.present && there.contains(stay.round));
        for (OfChallenger one : contest.challengers()) {
            Stay stay = present(one.round()).orElseGet(() -> begin(one.round()));
            measure.in(one).filter(_ -> one.rows() > 0).ifPresent(mean -> {
                stay.recent.add(one.rows(), mean);
                if (stay.recent.rows() >= FEWEST_ROWS) {
                    stay.line.add(row, stay.recent.mean());
                }
            });
        }
    }

    private Optional<Stay> present(long round) {
        return stays.stream()
                .filter(stay -> stay.present && stay.round == round)
                .findFirst();
    }

    private Stay begin(long round) {
        var stay = new Stay(round);
        stays.add(stay);
        if (stays.size() > STAYS) {
            stays.remove(stays.stream().filter(s -> !s.present).findFirst().orElse(stays.getFirst()));
        }
        return stay;
    }

    Series.Line champion() {
        return champion.line();
    }

    /** In the order in which they came. */
    List<ChallengerLine> challengers() {
        return stays.stream()
                .map(stay -> new ChallengerLine(stay.round, stay.present, stay.line.line()))
                .toList();
    }
}
