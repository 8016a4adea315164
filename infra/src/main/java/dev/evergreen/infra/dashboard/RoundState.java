package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.Cell;
import dev.evergreen.infra.dashboard.Board.CellState;
import dev.evergreen.infra.dashboard.Board.Cost;
import dev.evergreen.infra.dashboard.Board.Decision;
import dev.evergreen.infra.dashboard.Board.Grid;
import dev.evergreen.infra.dashboard.Board.GridRow;
import dev.evergreen.infra.dashboard.Board.RoundStatus;
import dev.evergreen.infra.dashboard.Board.RoundView;
import dev.evergreen.infra.dashboard.Board.TrainedOn;
import dev.evergreen.infra.dashboard.Board.Winner;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.text.OneLine;
import dev.evergreen.trainer.search.Candidate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is known of a round so far; its records may come in any order, and more than once. */
final class RoundState {
    /** That a grid shows. */
    static final int CANDIDATES = 24;

    private static final int LINE = 200;

    private final long round;
    private final List<Candidate> candidates;
    private final int folds;
    private final BitSet fitted = new BitSet();
    private final BitSet failed = new BitSet();
    private Optional<Ended> ended = Optional.empty();
    private Optional<Cost> cost = Optional.empty();
    private Optional<Decision> decision = Optional.empty();

    /** What a round's result says, without what is not shown. */
    private record Ended(
            String trigger, Optional<String> failure, Optional<Winner> winner, Optional<Grid> grid, TrainedOn window) {}

    /** @param candidates that the pipeline's file names, in their order */
    RoundState(long round, List<Candidate> candidates, int folds) {
        this.round = round;
        this.candidates = candidates;
        this.folds = folds;
    }

    void fitted(ResourceMetric.Fit fit) {
        fit.fold().filter(fold -> fold >= 0 && fold < folds).ifPresent(fold -> {
            for (int candidate : fit.candidates()) {
                if (candidate >= 0 && candidate < candidates.size()) {
                    (fit.failure().isPresent() ? failed : fitted).set(cell(candidate, fold));
                }
            }
        });
    }

    void costed(ResourceMetric.Round r) {
        cost = Optional.of(new Cost(
                r.nJobs(),
                r.effectiveNJobs(),
                r.speedup(),
                r.efficiency(),
                r.wallS(),
                r.cpuS(),
                r.processCpuS(),
                r.gcS(),
                r.peakHeapBytes(),
                r.allocatedBytes(),
                r.fits(),
                r.queueWaitS()));
    }

    void decided(ResourceMetric.Decision d) {
        decision = Optional.of(
                new Decision(d.nJobsBefore(), d.nJobsAfter(), d.action().key(), OneLine.of(d.reason(), LINE)));
    }

    void ended(SearchResult result) {
        result.resources().ifPresent(this::costed);
        ended = Optional.of(new Ended(
                OneLine.of(result.trigger(), LINE),
                result.failure().map(why -> OneLine.of(why, LINE)),
                winner(result),
                Optional.of(grid(result)),
                new TrainedOn(
                        result.round(),
                        result.window().rows(),
                        result.window().firstEventTime(),
                        result.window().lastEventTime())));
    }

    /** Candidate by fold is shown of the newest rounds alone. */
    void forgetGrid() {
        ended = ended.map(e -> new Ended(e.trigger(), e.failure(), e.winner(), Optional.empty(), e.window()));
    }

    boolean hasEnded() {
        return ended.isPresent();
    }

    Optional<TrainedOn> trainedOn() {
        return ended.map(Ended::window);
    }

    RoundView view(boolean withGrid) {
        return new RoundView(
                round,
                status(),
                ended.map(Ended::trigger),
                ended.flatMap(Ended::failure),
                fitted.cardinality() + failed.cardinality(),
                candidates.size() * folds,
                failed.cardinality(),
                ended.map(e -> e.window().rows()),
                ended.flatMap(Ended::winner),
                cost,
                decision,
                withGrid ? ended.map(Ended::grid).orElseGet(() -> Optional.of(growing())) : Optional.empty());
    }

    private RoundStatus status() {
        return ended.map(e -> e.failure().isPresent() ? RoundStatus.FAILED : RoundStatus.DONE)
                .orElse(RoundStatus.FITTING);
    }

    private int cell(int candidate, int fold) {
        return candidate * folds + fold;
    }

    private Grid growing() {
        var rows = candidates.stream()
                .limit(CANDIDATES)
                .map(c -> new GridRow(
                        c.number(),
                        Optional.empty(),
                        c.learner(),
                        ModelViews.params(c.params(), c.windowPart()),
                        Optional.empty(),
                        Optional.empty(),
                        IntStream.range(0, folds)
                                .mapToObj(fold -> new Cell(state(cell(c.number(), fold)), Optional.empty()))
                                .toList()))
                .toList();
        return new Grid(rows, candidates.size() - rows.size());
    }

    private CellState state(int cell) {
        if (failed.get(cell)) {
            return CellState.FAILED;
        }
        return fitted.get(cell) ? CellState.FITTED : CellState.WAITING;
    }

    private static Optional<Winner> winner(SearchResult result) {
        return result.winner()
                .flatMap(number -> result.candidates().stream()
                        .filter(c -> c.candidate() == number)
                        .findFirst())
                .flatMap(c -> Optional.ofNullable(c.scores().get(result.refit()))
                        .map(score -> new Winner(
                                c.candidate(),
                                OneLine.of(c.learner(), ModelViews.NAME),
                                ModelViews.params(c.params(), c.windowPart()),
                                score.mean(),
                                score.std())));
    }

    private Grid grid(SearchResult result) {
        var rows = result.candidates().stream()
                .limit(CANDIDATES)
                .map(c -> row(c, Optional.ofNullable(c.scores().get(result.refit()))))
                .toList();
        return new Grid(rows, result.candidates().size() - rows.size());
    }

    private GridRow row(CandidateResult candidate, Optional<ScoreSummary> scores) {
        List<Cell> cells = scores.map(s -> s.folds().stream()
                        .limit(folds)
                        .map(score -> new Cell(CellState.SCORED, Optional.of(score)))
                        .toList())
                .orElseGet(() -> IntStream.range(0, folds)
                        .mapToObj(_ -> new Cell(CellState.FAILED, Optional.empty()))
                        .toList());
        return new GridRow(
                candidate.candidate(),
                Optional.of(candidate.rank()),
                OneLine.of(candidate.learner(), ModelViews.NAME),
                ModelViews.params(candidate.params(), candidate.windowPart()),
                scores.map(ScoreSummary::mean),
                scores.map(ScoreSummary::std),
                cells);
    }
}
