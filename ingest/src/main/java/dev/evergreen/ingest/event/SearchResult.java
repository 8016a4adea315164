package dev.evergreen.ingest.event;

import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a round found, whether or not it brought a model.
 *
 * @param trigger why the round was started
 * @param failure why no model was published; absent if one was
 * @param winner the number of the winning combination; absent without a model
 * @param candidates best first; failed ones last
 * @param wallS seconds from the round's start to the refitted winner
 */
public record SearchResult(
        String pipeline,
        long round,
        String trigger,
        Optional<String> failure,
        Optional<Integer> winner,
        Optional<String> artifactSha256,
        Scoring refit,
        List<CandidateResult> candidates,
        WindowInfo window,
        int nJobs,
        Instant startedAt,
        double wallS) {

    /**
     * One combination of parameters.
     *
     * @param rank 1 is best; candidates with equal means share a rank
     * @param scores by metric; empty if any of its fits failed
     * @param failures one line for each failed fit
     */
    public record CandidateResult(
            int candidate,
            int rank,
            String learner,
            Map<String, ParameterValue> params,
            Map<Scoring, ScoreSummary> scores,
            double meanFitS,
            List<String> failures) {}
}
