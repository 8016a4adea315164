package dev.evergreen.infra.demo;

import dev.evergreen.infra.replay.Replay;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * What has come out of a pipeline so far. Written by the threads that watch its topics, read by the one that shows
 * progress and by the one that waits. Thread-safe.
 */
final class Scoreboard {
    private final Set<String> predictedIds = new HashSet<>();
    private final Set<String> evaluatedIds = new HashSet<>();
    private final Map<String, Long> rejects = new TreeMap<>();
    private final List<SearchResult> rounds = new ArrayList<>();
    private long scored;
    private long unscored;
    private long evaluated;
    private long evaluatedUnscored;
    private long duplicates;
    private Optional<Evaluation> lastEvaluation = Optional.empty();
    private final List<ResourceMetric.Round> costs = new ArrayList<>();
    private Optional<ResourceMetric.Decision> lastDecision = Optional.empty();
    private long fittingRound;
    private int fitsInRound;
    private final LaterRows later = new LaterRows();
    private final List<ModelEvent> decisions = new ArrayList<>();
    private Optional<Lineup> lineup = Optional.empty();

    synchronized void predicted(Prediction prediction) {
        if (!predictedIds.add(prediction.id())) {
            duplicates++;
        } else if (prediction.scored()) {
            scored++;
        } else {
            unscored++;
        }
        notifyAll();
    }

    synchronized void evaluated(Evaluation evaluation) {
        if (!evaluatedIds.add(evaluation.id())) {
            duplicates++;
        } else if (evaluation.scored()) {
            evaluated++;
            later.add(Replay.row(evaluation.id()), evaluation);
        } else {
            evaluatedUnscored++;
        }
        lastEvaluation = Optional.of(evaluation);
        notifyAll();
    }

    synchronized void rejected(Reject reject) {
        rejects.merge(reject.reason().key(), 1L, Long::sum);
        notifyAll();
    }

    synchronized void searched(SearchResult result) {
        rounds.add(result);
        notifyAll();
    }

    /** Seen before it is committed: good enough for a progress line, not for a count. */
    synchronized void fitted(ResourceMetric.Fit fit) {
        if (fit.round() > fittingRound) {
            fittingRound = fit.round();
            fitsInRound = 0;
        }
        if (fit.round() == fittingRound) {
            fitsInRound++;
        }
        notifyAll();
    }

    synchronized void roundCosted(ResourceMetric.Round round) {
        costs.add(round);
        notifyAll();
    }

    /** @return whether it is news: another number, or done for another cause than the one before */
    synchronized boolean decided(ResourceMetric.Decision decision) {
        boolean news = decision.nJobsAfter() != decision.nJobsBefore()
                || lastDecision
                        .filter(last -> last.action() == decision.action())
                        .isEmpty();
        lastDecision = Optional.of(decision);
        notifyAll();
        return news;
    }

    synchronized void modelDecided(ModelEvent decision) {
        decisions.add(decision);
        notifyAll();
    }

    synchronized void lineupServes(Lineup serving) {
        lineup = Optional.of(serving);
        notifyAll();
    }

    synchronized long predictions() {
        return scored + unscored;
    }

    /** Labeled rows that have met their prediction, unscored ones included. */
    synchronized long evaluations() {
        return evaluated + evaluatedUnscored;
    }

    synchronized long rejects() {
        return rejects.values().stream().mapToLong(n -> n).sum();
    }

    /** Whether the models that answer are those that the last evaluation of so many speaks of. */
    synchronized boolean settled(long evaluations) {
        long decided = lastEvaluation
                .flatMap(Evaluation::contest)
                .map(ContestFigures::version)
                .orElse(0L);
        return evaluations() + rejects() >= evaluations
                && lineup.map(Lineup::version).orElse(0L) >= decided;
    }

    /** Rounds that drift had asked for when the last evaluation was made. */
    synchronized long roundsAsked() {
        return lastEvaluation.flatMap(Evaluation::roundsAsked).orElse(0L);
    }

    /** Whether all decisions are known that led to what the last evaluation speaks of, and to who answers now. */
    synchronized boolean decisionsKnown() {
        long decided = decisions.isEmpty() ? 0 : decisions.getLast().version();
        return lineup.map(Lineup::version).orElse(0L) <= decided
                && lastEvaluation
                        .flatMap(Evaluation::contest)
                        .map(contest -> contest.version() <= decided)
                        .orElse(true);
    }

    /** Whether a round is over: its model answers, as champion or in its shadow, or it failed. */
    synchronized boolean finished(long round) {
        return rounds.stream()
                .filter(result -> result.round() == round)
                .findFirst()
                .map(result -> result.failure().isPresent()
                        || lineup.map(l -> l.newest() >= round).orElse(false))
                .orElse(false);
    }

    /**
     * Waits until something holds, looking whenever anything comes in.
     *
     * @return whether it holds; false if the time was up before
     */
    synchronized boolean await(BooleanSupplier holds, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(
                scored,
                unscored,
                evaluated,
                duplicates,
                Map.copyOf(rejects),
                List.copyOf(rounds),
                lastEvaluation.map(Evaluation::overall),
                lastEvaluation.map(Evaluation::window),
                List.copyOf(costs),
                lastDecision,
                List.copyOf(decisions),
                lastEvaluation.flatMap(Evaluation::contest),
                fittingRound,
                fitsInRound,
                later.figures());
    }

    /**
     * All of it at one moment.
     *
     * @param rejected by reason
     * @param decisions on models
     * @param contest as the last evaluation has it
     * @param fittingRound of which fits were last seen, {@code fits} so far
     * @param later of the rows after the cold start
     */
    record Snapshot(
            long scored,
            long unscored,
            long evaluated,
            long duplicates,
            Map<String, Long> rejected,
            List<SearchResult> rounds,
            Optional<Figures> overall,
            Optional<Figures> window,
            List<ResourceMetric.Round> costs,
            Optional<ResourceMetric.Decision> lastDecision,
            List<ModelEvent> decisions,
            Optional<ContestFigures> contest,
            long fittingRound,
            int fits,
            LaterRows.Figures later) {

        long rejects() {
            return rejected.values().stream().mapToLong(n -> n).sum();
        }

        Optional<ResourceMetric.Round> lastCost() {
            return costs.isEmpty() ? Optional.empty() : Optional.of(costs.getLast());
        }

        Optional<SearchResult> newestRound() {
            return rounds.isEmpty() ? Optional.empty() : Optional.of(rounds.getLast());
        }
    }
}
