package dev.evergreen.infra.demo;

import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.SearchWindow;
import dev.evergreen.trainer.search.LearnerFitter;
import dev.evergreen.trainer.search.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the scoreboard into the one line that a person watches. */
final class ProgressView {
    private final Scoreboard scoreboard;
    private final Search search;
    private final int fitsInRound;
    private volatile ReplayProgress replay = new ReplayProgress(0, 0, 0, 0);

    ProgressView(Pipeline pipeline, Scoreboard scoreboard) {
        this.scoreboard = scoreboard;
        this.search = pipeline.search();
        this.fitsInRound = Plans.fits(search.withWindows(List.of(SearchWindow.WHOLE)), LearnerFitter.standard());
    }

    ProgressLine replaying(ReplayProgress state) {
        replay = state;
        return latest();
    }

    /** The same rows, what has come out of them since. */
    ProgressLine latest() {
        return ProgressLine.of("replay", replay.featuresSent(), replay.rows(), detail(scoreboard.snapshot()));
    }

    ProgressLine finishing() {
        Scoreboard.Snapshot seen = scoreboard.snapshot();
        return ProgressLine.of("waiting for the last predictions and labels", detail(seen));
    }

    private String detail(Scoreboard.Snapshot seen) {
        var parts = new ArrayList<String>();
        if (seen.rejects() > 0) {
            parts.add(text("%,d rejected", seen.rejects()));
        }
        fitting(seen).ifPresent(parts::add);
        seen.newestRound().map(this::winner).ifPresent(parts::add);
        seen.contest().map(ProgressView::champion).ifPresent(parts::add);
        figures(seen).ifPresent(parts::add);
        seen.lastCost().map(ProgressView::cost).ifPresent(parts::add);
        return String.join(", ", parts);
    }

    private Optional<String> fitting(Scoreboard.Snapshot seen) {
        boolean over = seen.newestRound().map(SearchResult::round).orElse(0L) >= seen.fittingRound();
        if (seen.fittingRound() == 0 || over) {
            return Optional.empty();
        }
        // As many again for each part of the window that the round tries, which only its result tells.
        int whole = Math.ceilDiv(seen.fits(), fitsInRound) * fitsInRound;
        return Optional.of(
                seen.fits() < Math.max(whole, fitsInRound)
                        ? text("round %d: %d/%d fits", seen.fittingRound(), seen.fits(), Math.max(whole, fitsInRound))
                        : text("round %d: refit", seen.fittingRound()));
    }

    private String winner(SearchResult result) {
        return result.failure()
                .map(why -> text("round %d failed", result.round()))
                .orElseGet(() -> {
                    CandidateResult best = result.candidates().getFirst();
                    return text(
                            "round %d: %s %s %.4f",
                            result.round(),
                            best.learner(),
                            search.refit().key(),
                            best.scores().get(search.refit()).mean());
                });
    }

    private static String champion(ContestFigures contest) {
        int challengers = contest.challengers().size();
        return challengers == 0
                ? text("champion %d", contest.champion())
                : text("champion %d, %d in its shadow", contest.champion(), challengers);
    }

    private static Optional<String> figures(Scoreboard.Snapshot seen) {
        return seen.overall()
                .flatMap(overall -> figure(overall)
                        .map(all -> text("%s %.4f", overall.accuracy().isPresent() ? "accuracy" : "RMSE", all)
                                + seen.window()
                                        .flatMap(ProgressView::figure)
                                        .map(recent -> text(" (lately %.4f)", recent))
                                        .orElse("")));
    }

    private static Optional<Double> figure(Figures figures) {
        return figures.accuracy().or(figures::rmse);
    }

    private static String cost(ResourceMetric.Round round) {
        return text("n_jobs %d, efficiency %.2f", round.nJobs(), round.efficiency());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
