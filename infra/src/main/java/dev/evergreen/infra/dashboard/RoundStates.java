package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.RoundView;
import dev.evergreen.infra.dashboard.Board.TrainedOn;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CandidateGrids;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The newest rounds of a pipeline. */
final class RoundStates {
    static final int ROUNDS = 50;
    static final int GRIDS = 6;

    private final List<Candidate> candidates;
    private final int folds;
    private final TreeMap<Long, RoundState> rounds = new TreeMap<>();

    RoundStates(Search search) {
        candidates = CandidateGrids.expand(search);
        folds = search.cv().folds();
    }

    void ended(SearchResult result) {
        change(result.round(), round -> round.ended(result));
    }

    void costed(ResourceMetric metric) {
        change(metric.round(), round -> {
            switch (metric) {
                case ResourceMetric.Fit fit -> round.fitted(fit);
                case ResourceMetric.Round cost -> round.costed(cost);
                case ResourceMetric.Decision decision -> round.decided(decision);
            }
        });
    }

    private void change(long number, Consumer<RoundState> change) {
        change.accept(rounds.computeIfAbsent(number, n -> new RoundState(n, candidates, folds)));
        if (rounds.size() > ROUNDS) {
            rounds.pollFirstEntry();
        }
        rounds.headMap(firstWithGrid()).values().forEach(RoundState::forgetGrid);
    }

    private long firstWithGrid() {
        return rounds.descendingKeySet().stream()
                .limit(GRIDS)
                .reduce((_, older) -> older)
                .orElse(Long.MIN_VALUE);
    }

    /** Of the round that has begun last, if it has not ended. */
    Optional<Long> fitting() {
        return Optional.ofNullable(rounds.lastEntry())
                .filter(newest -> !newest.getValue().hasEnded())
                .map(newest -> newest.getKey());
    }

    /** Of the newest round that has ended. */
    Optional<TrainedOn> trainedOn() {
        return rounds.descendingMap().values().stream()
                .flatMap(round -> round.trainedOn().stream())
                .findFirst();
    }

    /** Oldest first. */
    List<RoundView> views() {
        long grids = firstWithGrid();
        return rounds.entrySet().stream()
                .map(entry -> entry.getValue().view(entry.getKey() >= grids))
                .toList();
    }

    int candidates() {
        return candidates.size();
    }
}
