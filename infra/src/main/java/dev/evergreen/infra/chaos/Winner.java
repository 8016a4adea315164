package dev.evergreen.infra.chaos;

import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.Map;

/**
 * All of a round's model that must not depend on what died meanwhile.
 *
 * @param window fingerprint of the rows that it was trained on
 * @param sha256 of the artifact
 */
record Winner(
        long round,
        String learner,
        Map<String, ParameterValue> params,
        Map<Scoring, ScoreSummary> scores,
        long seed,
        String window,
        String sha256) {

    static Winner of(ModelManifest model) {
        return new Winner(
                model.round(),
                model.learner(),
                model.params(),
                model.scores(),
                model.seed(),
                model.window().fingerprint(),
                model.artifactSha256());
    }
}
