package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a round tries and how it decides.
 *
 * @param scoring the metrics reported; {@code refit} is one of them and names the winner
 * @param seed every random number of a round comes from it and (round, candidate, fold, tree); what candidates random
 *     search draws, from it and their entry
 * @param fitTimeLimit how long a fit may take from its start, twice as long for the winner's refit; absent: for ever
 * @param nested whether one fit serves all candidates that it can
 * @param halving how candidates are dropped that train on few rows only; absent: exhaustive, all on all rows
 */
public record Search(
        List<CandidateGrid> candidates,
        Cv cv,
        List<Scoring> scoring,
        Scoring refit,
        long seed,
        Optional<Duration> fitTimeLimit,
        boolean nested,
        Optional<Halving> halving) {
    public static final long DEFAULT_SEED = 42;
    public static final int MAX_CANDIDATES = 100_000;
    private static final Duration MAX_FIT_TIME = Duration.ofHours(24);

    public Search {
        candidates = List.copyOf(candidates);
        scoring = List.copyOf(scoring);
        require(!candidates.isEmpty(), "candidates", candidates, "at least one candidate");
        require(!scoring.isEmpty(), "scoring", scoring, "at least one metric");
        require(
                scoring.stream().distinct().count() == scoring.size(),
                "scoring",
                Scoring.keys(scoring),
                "each metric once");
        require(scoring.contains(refit), "refit", refit.key(), "one of scoring " + Scoring.keys(scoring));
        long size = candidates.stream().mapToLong(CandidateGrid::size).sum();
        require(size <= MAX_CANDIDATES, "candidates", size, "at most " + MAX_CANDIDATES + " combinations");
        fitTimeLimit.ifPresent(limit -> require(
                limit.isPositive() && limit.compareTo(MAX_FIT_TIME) <= 0,
                "fit_time_limit",
                Durations.format(limit),
                "a duration above 0s up to 24h, or off"));
    }

    /** Without a time limit, nested and exhaustive. */
    public Search(List<CandidateGrid> candidates, Cv cv, List<Scoring> scoring, Scoring refit, long seed) {
        this(candidates, cv, scoring, refit, seed, Optional.empty(), true, Optional.empty());
    }

    public Search withSeed(long other) {
        return new Search(candidates, cv, scoring, refit, other, fitTimeLimit, nested, halving);
    }

    public Search withNested(boolean other) {
        return new Search(candidates, cv, scoring, refit, seed, fitTimeLimit, other, halving);
    }

    public Search withHalving(Halving other) {
        return new Search(candidates, cv, scoring, refit, seed, fitTimeLimit, nested, Optional.of(other));
    }

    /** This, after a check that it suits the label. */
    Search checkedFor(Label label) {
        scoring.forEach(s -> require(s.fits(label), "scoring", s.key(), Scoring.allowedFor(label)));
        boolean suits = cv.splitter() != Cv.Splitter.STRATIFIED || label instanceof Label.Classes;
        require(suits, "cv.splitter", cv.splitter().key(), "forward, plain, group; stratified needs classes");
        return this;
    }

    /** This, after a check that it suits the features. */
    Search checkedFor(List<Feature> features) {
        try {
            cv.checkFor(features);
        } catch (InvalidPipelineException e) {
            throw e.within("cv");
        }
        return this;
    }

    /** What the user might not expect, a line each. */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        for (int i = 0; i < candidates.size(); i++) {
            String path = "search.candidates[" + i + "].n_iter";
            candidates
                    .get(i)
                    .random()
                    .filter(random -> random.size() < random.nIter())
                    .ifPresent(random -> notes.add("%s: %d, but there are only %d combinations: each is tried once"
                            .formatted(path, random.nIter(), random.size())));
        }
        return notes;
    }

    /** A small grid that suits a first look at any data: of boosting, which is quick and hard to beat. */
    public static Search defaultFor(Label label) {
        var grid = new CandidateGrid(
                "histogram-boosting",
                Map.of(
                        "n_estimators", List.of(ParameterValue.of(50), ParameterValue.of(100)),
                        "max_leaf_nodes", List.of(ParameterValue.of(8), ParameterValue.of(31))),
                Map.of());
        var scoring = switch (label) {
            case Label.Classes c -> List.of(Scoring.ROC_AUC, Scoring.ACCURACY, Scoring.LOG_LOSS);
            case Label.Regression r -> List.of(Scoring.RMSE, Scoring.MAE, Scoring.R2);
        };
        return new Search(List.of(grid), Cv.DEFAULT, scoring, scoring.getFirst(), DEFAULT_SEED);
    }
}
