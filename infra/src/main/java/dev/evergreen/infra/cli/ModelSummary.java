package dev.evergreen.infra.cli;

import dev.evergreen.infra.kafka.ModelRecord;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.time.Instant;
import java.util.Map;

/**
 * A published model on one line.
 *
 * @param score mean over the folds of what decided
 * @param rows that it was trained on
 * @param bytes of its record
 */
record ModelSummary(
        long round,
        String learner,
        Map<String, ParameterValue> params,
        Scoring metric,
        double score,
        int rows,
        int bytes,
        String artifactSha256,
        Instant trainedAt) {

    static ModelSummary of(ModelRecord.Published model) {
        var manifest = model.manifest();
        return new ModelSummary(
                manifest.round(),
                manifest.learner(),
                manifest.params(),
                manifest.refit(),
                manifest.scores().get(manifest.refit()).mean(),
                manifest.windowPart()
                        .map(WindowPart::rows)
                        .orElse(manifest.window().rows()),
                model.bytes(),
                manifest.artifactSha256(),
                manifest.trainedAt());
    }
}
