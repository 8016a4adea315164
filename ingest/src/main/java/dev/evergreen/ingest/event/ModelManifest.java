package dev.evergreen.ingest.event;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All there is to say about a published model: enough to train it again, bit for bit.
 *
 * @param seed that the refit was given, derived from the search's
 * @param scores of the winning candidate, by metric
 * @param oobScore of the refit, where its parameters asked for it
 * @param permutationImportance likewise
 * @param windowPart that it was trained on; absent if it was the whole window
 * @param artifactSha256 hex, over the artifact alone
 * @param versions of what trained it: {@code evergreen}, {@code smile}, {@code java}
 */
public record ModelManifest(
        String pipeline,
        long round,
        String learner,
        Map<String, ParameterValue> params,
        long seed,
        Cv cv,
        Scoring refit,
        Map<Scoring, ScoreSummary> scores,
        Optional<OutOfBagScore> oobScore,
        Optional<PermutationImportance> permutationImportance,
        WindowInfo window,
        Optional<WindowPart> windowPart,
        List<Feature> features,
        Label label,
        int trees,
        int nodes,
        int artifactBytes,
        String artifactSha256,
        Instant trainedAt,
        Map<String, String> versions) {}
