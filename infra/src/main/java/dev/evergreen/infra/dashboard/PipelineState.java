package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.Input;
import dev.evergreen.infra.dashboard.Board.ModelView;
import dev.evergreen.infra.dashboard.Board.Models;
import dev.evergreen.infra.dashboard.Board.Now;
import dev.evergreen.infra.dashboard.Board.Quality;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.ModelFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a pipeline's records add up to, in bounded memory. Records of one topic come in its order, those of different topics
 * in any. Not thread-safe.
 */
final class PipelineState {
    static final int MODELS = 60;
    private static final int DELAYS = 1_000;

    private final Pipeline pipeline;
    private final QualityLines lines;
    private final RoundStates rounds;
    private final Story story = new Story();
    private final RejectTally rejects = new RejectTally();
    private final LabelDelays delays = new LabelDelays(DELAYS);
    private final TreeMap<Long, ModelView> models = new TreeMap<>();
    private Optional<Evaluation> newest = Optional.empty();
    private Optional<Lineup> lineup = Optional.empty();
    private long unscored;
    private long unreadable;

    PipelineState(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.lines = new QualityLines(Measure.of(pipeline.label()));
        this.rounds = new RoundStates(pipeline.search());
    }

    String name() {
        return pipeline.name();
    }

    void evaluated(Evaluation evaluation) {
        delays.add(Duration.between(evaluation.eventTime(), evaluation.labelTime()));
        if (!evaluation.scored()) {
            unscored++;
        }
        // With several partitions an older one may come later.
        if (newest.map(n -> evaluation.overall().rows() >= n.overall().rows()).orElse(true)) {
            newest = Optional.of(evaluation);
            lines.add(rows(), evaluation);
        }
    }

    void ended(SearchResult result) {
        rounds.ended(result);
    }

    void costed(ResourceMetric metric) {
        rounds.costed(metric);
    }

    void happened(ModelEvent event) {
        story.add(event);
    }

    void drifted(DriftNotice drift) {
        story.add(drift);
    }

    void answers(Lineup serving) {
        if (lineup.map(l -> serving.version() >= l.version()).orElse(true)) {
            lineup = Optional.of(serving);
        }
    }

    void rejected(Reject reject) {
        rejects.add(reject);
    }

    void published(ModelFile model) {
        models.put(model.manifest().round(), ModelViews.of(model));
        if (models.size() > MODELS) {
            // The champion may be the oldest.
            models.remove(models.navigableKeySet().stream()
                    .filter(round -> !Optional.of(round).equals(champion()))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** A record that is not what it should be. */
    void unreadable() {
        unreadable++;
    }

    /** Labeled rows so far: those that counted in figures, and those that no model had answered. */
    private long rows() {
        return newest.map(n -> n.overall().rows()).orElse(0L) + unscored;
    }

    private Optional<Long> champion() {
        return lineup.map(Lineup::champion);
    }

    /**
     * All of it.
     *
     * @param pipelines that can be chosen
     * @param behind records that are not read yet
     * @param problem why nothing new is read
     */
    Board board(List<String> pipelines, long behind, Optional<String> problem) {
        return new Board(
                Abouts.of(pipeline, pipelines, rounds.candidates()),
                now(behind, problem),
                new Quality(lines.champion(), lines.challengers(), story.marks()),
                rounds.views(),
                new Models(champion().map(models::get), contest(), story.log()),
                input());
    }

    private Now now(long behind, Optional<String> problem) {
        return new Now(
                rows(),
                unscored,
                newest.map(Evaluation::eventTime),
                newest.map(Evaluation::window),
                newest.map(Evaluation::overall),
                champion(),
                lineup.map(Lineup::challengers).orElse(List.of()),
                rounds.fitting(),
                behind,
                problem);
    }

    private Optional<ContestFigures> contest() {
        return newest.flatMap(Evaluation::contest);
    }

    private Input input() {
        return new Input(
                rounds.trainedOn(),
                pipeline.window().maxRows(),
                delays.summary(),
                (double) pipeline.labelsWithin().toSeconds(),
                rejects.total(),
                rejects.all(),
                unreadable);
    }
}
