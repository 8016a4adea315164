package dev.evergreen.infra.search;

import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.event.PermutationImportance;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.resource.ProcessCost;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search's result as {@code --json} prints it.
 *
 * @param scoring the metric of the scores: the search's {@code refit}
 * @param results best first
 * @param oobScore of the refitted winner, where its parameters asked for it
 * @param permutationImportance likewise
 * @param wallS what {@code GridSearchCV.fit} covers: plan, fits, scoring, refit, in a cold JVM
 * @param cpuS of the whole process
 * @param fitCpuS of the fits alone
 * @param processWallS since the JVM began
 */
public record SearchReport(
        double bestScore,
        Scoring scoring,
        String bestLearner,
        Map<String, ParameterValue> bestParams,
        List<Result> results,
        int nJobs,
        double efficiency,
        String artifactSha256,
        Optional<OutOfBagScore> oobScore,
        Optional<PermutationImportance> permutationImportance,
        int rows,
        int fits,
        double wallS,
        double cpuS,
        double fitCpuS,
        Optional<Double> peakRssMb,
        double processWallS) {

    /**
     * One candidate; without scores and with failures if any of its fits failed.
     *
     * @param windowPart that it trained on; absent if it was all rows
     */
    public record Result(
            int rank,
            String learner,
            Map<String, ParameterValue> params,
            Optional<Double> meanScore,
            Optional<Double> stdScore,
            List<Double> foldScores,
            double meanFitS,
            Map<Scoring, ScoreSummary> scores,
            List<String> failures,
            Optional<WindowPart> windowPart) {

        static Result of(CandidateResult candidate, Scoring refit) {
            Optional<ScoreSummary> score =
                    Optional.ofNullable(candidate.scores().get(refit));
            return new Result(
                    candidate.rank(),
                    candidate.learner(),
                    candidate.params(),
                    score.map(ScoreSummary::mean),
                    score.map(ScoreSummary::std),
                    score.map(ScoreSummary::folds).orElse(List.of()),
                    candidate.meanFitS(),
                    candidate.scores(),
                    candidate.failures(),
                    candidate.windowPart());
        }
    }

    static SearchReport of(FileRound.Outcome outcome) {
        SearchResult result = outcome.result();
        ResourceMetric.Round cost = outcome.cost();
        CandidateResult best = result.candidates().getFirst();
        ProcessCost process = ProcessCost.now();
        return new SearchReport(
                best.scores().get(result.refit()).mean(),
                result.refit(),
                best.learner(),
                best.params(),
                result.candidates().stream()
                        .map(candidate -> Result.of(candidate, result.refit()))
                        .toList(),
                result.nJobs(),
                cost.efficiency(),
                result.artifactSha256().orElseThrow(),
                outcome.manifest().oobScore(),
                outcome.manifest().permutationImportance(),
                result.window().rows(),
                cost.fits(),
                result.wallS(),
                process.cpuS(),
                cost.cpuS(),
                process.peakRssBytes().isPresent()
                        ? Optional.of(process.peakRssBytes().getAsLong() / 1e6)
                        : Optional.empty(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
    }
}
