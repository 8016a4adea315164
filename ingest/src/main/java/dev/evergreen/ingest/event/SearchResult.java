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
 * @param candidates best first; failed ones last. Of a search that halves, those that came to train on more rows first,
 *     each with what it scored on the most that it came to.
 * @param wallS seconds from the round's start to the refitted winner
 * @param resources what the round cost, as on the topic of resource metrics; absent in results of older versions
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
        double wallS,
        Optional<ResourceMetric.Round> resources) {

    /** This round's end, {@code wallS} seconds after its start. */
    public SearchResult ended(
            Optional<String> why, Optional<String> sha256, double seconds, ResourceMetric.Round cost) {
        return new SearchResult(
                pipeline,
                round,
                trigger,
                why,
                why.isPresent() ? Optional.empty() : winner,
                sha256,
                refit,
                candidates,
                window,
                nJobs,
                startedAt,
                seconds,
                Optional.of(cost));
    }

    /**
     * One combination of parameters.
     *
     * @param rank 1 is best; candidates with equal means share a rank
     * @param scores by metric; empty if any of its fits failed
     * @param meanFitS seconds of a fit, in equal parts where one served several candidates
     * @param cost of its fits on average, those that were scored; absent if none was
     * @param failures one line for each failed fit
     * @param windowPart that it trained on; absent if it was the whole window
     */
    public record CandidateResult(
            int candidate,
            int rank,
            String learner,
            Map<String, ParameterValue> params,
            Map<Scoring, ScoreSummary> scores,
            double meanFitS,
            Optional<MeanCost> cost,
            List<String> failures,
            Optional<WindowPart> windowPart) {

        /** One that trained on the whole window. */
        public CandidateResult(
                int candidate,
                int rank,
                String learner,
                Map<String, ParameterValue> params,
                Map<Scoring, ScoreSummary> scores,
                double meanFitS,
                Optional<MeanCost> cost,
                List<String> failures) {
            this(candidate, rank, learner, params, scores, meanFitS, cost, failures, Optional.empty());
        }
    }

    /**
     * What a candidate's fits took on average. One that served several candidates counts in equal parts for each of them, so
     * that costs of candidates add up, times the folds, to those of the fits; what was spent in all, refit included, is in
     * {@link ResourceMetric.Round}.
     *
     * @param cpuS seconds of the fit's one thread, scoring included
     * @param allocatedBytes by that thread, freed or not
     * @param candidates how many shared a fit; absent in results of before they shared its cost
     */
    public record MeanCost(double trainRows, double cpuS, double allocatedBytes, Optional<Integer> candidates) {

        /** Of a whole fit, whomever it served. */
        public MeanCost ofFit() {
            int shared = candidates.orElse(1);
            return new MeanCost(trainRows, cpuS * shared, allocatedBytes * shared, Optional.empty());
        }
    }
}
