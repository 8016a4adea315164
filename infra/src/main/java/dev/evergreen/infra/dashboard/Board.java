package dev.evergreen.infra.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows of a pipeline at one moment, bounded in size however long the stream is. Each component goes to the
 * page by itself, when it has changed.
 *
 * @param rounds oldest first
 */
record Board(About about, Now now, Quality quality, List<RoundView> rounds, Models models, Input input) {

    /**
     * What stands in the pipeline's file.
     *
     * @param pipelines all that this page can show
     * @param candidates that a round tries
     * @param classes how many; 0 for numbers
     */
    record About(
            String pipeline,
            List<String> pipelines,
            String label,
            int classes,
            int features,
            Measure measure,
            String refit,
            boolean higherIsBetter,
            int candidates,
            int folds,
            String splitter,
            String nJobs,
            String window,
            String promotion,
            double alpha,
            long minEvents) {}

    /**
     * Where the stream stands.
     *
     * @param rows labeled rows that were evaluated, scored or not
     * @param unscored of them
     * @param eventTime of the newest
     * @param fitting a round that has begun and not ended
     * @param behind records that are not read yet
     * @param problem why nothing new is read; absent if all is well
     */
    record Now(
            long rows,
            long unscored,
            Optional<Instant> eventTime,
            Optional<Figures> window,
            Optional<Figures> overall,
            Optional<Long> champion,
            List<Long> challengers,
            Optional<Long> fitting,
            long behind,
            Optional<String> problem) {}

    /**
     * The prequential measure over the rows.
     *
     * @param champion over the sliding window, whichever model answered
     * @param marks oldest first
     */
    record Quality(Series.Line champion, List<ChallengerLine> challengers, List<Mark> marks) {}

    /** A challenger's measure over its newest rows. */
    record ChallengerLine(long round, boolean present, Series.Line line) {}

    /**
     * Something that happened at a row.
     *
     * @param round of the model that it is about; absent for a drift
     * @param rows evaluated until then
     */
    record Mark(MarkKind kind, Optional<Long> round, long rows, Optional<Instant> eventTime, String reason) {}

    /** What is marked. */
    enum MarkKind {
        PROMOTED,
        ROLLED_BACK,
        DRIFT;

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A round of training.
     *
     * @param cells fits that were scored, of all {@code cellsAll} candidates times folds
     * @param grid best candidates first, as soon as it is known which they are; only of the newest rounds
     * @param decision of {@code n_jobs: auto} after it
     */
    record RoundView(
            long round,
            RoundStatus status,
            Optional<String> trigger,
            Optional<String> failure,
            int cells,
            int cellsAll,
            int failedFits,
            Optional<Integer> windowRows,
            Optional<Winner> winner,
            Optional<Cost> cost,
            Optional<Decision> decision,
            Optional<Grid> grid) {}

    /** How far a round is. */
    enum RoundStatus {
        FITTING,
        DONE,
        FAILED;

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a round found best. */
    record Winner(int candidate, String learner, Map<String, String> params, double mean, double std) {}

    /** What a round took; absent what its process did not measure. */
    record Cost(
            int nJobs,
            @JsonProperty("effective_n_jobs") double effectiveNJobs,
            double speedup,
            double efficiency,
            double wallS,
            double cpuS,
            Optional<Double> processCpuS,
            Optional<Double> gcS,
            Optional<Long> peakHeapBytes,
            long allocatedBytes,
            int fits,
            double queueWaitS) {}

    /** How many fits the next round runs at once. */
    record Decision(int before, int after, String action, String reason) {}

    /** Candidates by folds; {@code more} of them are not shown. */
    record Grid(List<GridRow> rows, int more) {}

    /** @param rank absent until the round has ended */
    record GridRow(
            int candidate,
            Optional<Integer> rank,
            String learner,
            Map<String, String> params,
            Optional<Double> mean,
            Optional<Double> std,
            List<Cell> cells) {}

    /** @param score by the metric that decides */
    record Cell(CellState state, Optional<Double> score) {}

    /** How far a candidate's fit on a fold is. */
    enum CellState {
        WAITING,
        FITTED,
        SCORED,
        FAILED;

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Who answers, and what became of others.
     *
     * @param champion absent until its model was read
     * @param log newest first
     */
    record Models(Optional<ModelView> champion, Optional<ContestFigures> contest, List<LogEntry> log) {}

    /** @param seed as text: a browser's numbers have 53 bits */
    record ModelView(
            long round,
            String learner,
            Map<String, String> params,
            String seed,
            String cv,
            String refit,
            Map<String, Score> scores,
            Optional<Double> oobScore,
            ImportanceKind importanceKind,
            List<Importance> importance,
            int features,
            int windowRows,
            Instant windowFrom,
            Instant windowTo,
            String fingerprint,
            int trees,
            int nodes,
            int artifactBytes,
            String artifactSha256,
            Instant trainedAt,
            Map<String, String> versions) {}

    /** A metric over the folds. */
    record Score(double mean, double std) {}

    /** How features' importance was found. */
    enum ImportanceKind {
        /** By how much answers are worse with the feature's values mixed up. */
        PERMUTATION,
        /** The feature's share of what splits brought in training. */
        IMPURITY;

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What one feature is worth. */
    record Importance(String feature, double value) {}

    /** A decision on a model, or a drift, as people read it. */
    record LogEntry(String kind, Optional<Long> round, long rows, Optional<Instant> eventTime, String reason) {}

    /**
     * What comes in.
     *
     * @param window that the newest round trained on
     * @param unreadable records of the pipeline's own topics that are not what they should be
     */
    record Input(
            Optional<TrainedOn> window,
            int windowMost,
            Optional<Delay> delay,
            double labelsWithinS,
            long rejected,
            List<Rejects> rejects,
            long unreadable) {}

    /** Which rows a round trained on. */
    record TrainedOn(long round, int rows, Instant from, Instant to) {}

    /** How long the newest labels took, in seconds of event time. */
    record Delay(int rows, double medianS, double maxS) {}

    /** @param detail of the newest */
    record Rejects(String reason, long count, String detail) {}
}
