package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.resource.ProcessCost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a demo went; its JSON is what {@code --json} prints.
 *
 * @param rows sent
 * @param scored rows that a model answered; {@code unscored} came before the first model
 * @param evaluated scored rows whose label came
 * @param duplicates predictions or evaluations beyond one for a row
 * @param accuracy prequential, over all scored rows; absent for regression, as is {@code kappa}
 * @param rmse prequential, over all scored rows; absent for classification
 * @param nJobs fits at once, in the last round
 * @param decision the last one of {@code n_jobs: auto}; absent without it
 * @param efficiency mean over the rounds
 * @param winners a line for each round
 * @param reigns a line for each champion
 * @param strategies what this and other ways of retraining brought and cost, this one first; where they were compared, of a second run,
 *     which is as the first but for triggers by time
 */
public record DemoSummary(
        String pipeline,
        long rows,
        long scored,
        long unscored,
        long evaluated,
        long duplicates,
        long rejected,
        int rounds,
        Optional<Double> accuracy,
        Optional<Double> kappa,
        Optional<Double> rmse,
        int nJobs,
        Optional<String> decision,
        Optional<Double> efficiency,
        double wallS,
        double cpuS,
        Optional<Double> peakRssMb,
        List<Winner> winners,
        List<Reign> reigns,
        List<StrategyResult> strategies) {

    /**
     * A model became champion. The same in every run.
     *
     * @param rows that had been evaluated
     * @param again whether it had been champion before
     * @param evidence absent where no test decided
     */
    public record Reign(long round, long rows, boolean again, String reason, Optional<ModelEvent.Evidence> evidence) {

        static Optional<Reign> of(ModelEvent decision) {
            return switch (decision.kind()) {
                case PROMOTED, ROLLED_BACK ->
                    Optional.of(new Reign(
                            decision.round(),
                            decision.rows(),
                            decision.kind() == ModelEvent.Kind.ROLLED_BACK,
                            decision.reason(),
                            decision.evidence()));
                case ARRIVED, RETIRED, REFUSED -> Optional.empty();
            };
        }
    }

    /**
     * A round's outcome: its winner, or why there is none. The same in every run.
     *
     * @param windowPart that the winner was trained on; absent if it was the whole window
     */
    public record Winner(
            long round,
            Optional<String> learner,
            Map<String, ParameterValue> params,
            Optional<WindowPart> windowPart,
            Optional<Double> score,
            Optional<String> artifactSha256,
            Optional<String> failure) {

        static Winner of(SearchResult result) {
            Optional<CandidateResult> best =
                    result.winner().map(number -> result.candidates().getFirst());
            return new Winner(
                    result.round(),
                    best.map(CandidateResult::learner),
                    best.map(CandidateResult::params).orElse(Map.of()),
                    best.flatMap(CandidateResult::windowPart),
                    best.map(c -> c.scores().get(result.refit()).mean()),
                    result.artifactSha256(),
                    result.failure());
        }
    }

    static DemoSummary of(Pipeline pipeline, long rows, Scoreboard.Snapshot seen, int mostJobs, double wallS) {
        ProcessCost process = ProcessCost.now();
        return new DemoSummary(
                pipeline.name(),
                rows,
                seen.scored(),
                seen.unscored(),
                seen.evaluated(),
                seen.duplicates(),
                seen.rejects(),
                seen.rounds().size(),
                seen.overall().flatMap(Figures::accuracy),
                seen.overall().flatMap(Figures::kappa),
                seen.overall().flatMap(Figures::rmse),
                seen.lastCost().map(ResourceMetric.Round::nJobs).orElse(mostJobs),
                seen.lastDecision().map(DecisionText::of),
                meanEfficiency(seen.costs()),
                wallS,
                process.cpuS(),
                megabytes(process.peakRssBytes()),
                seen.rounds().stream().map(Winner::of).toList(),
                seen.decisions().stream().flatMap(d -> Reign.of(d).stream()).toList(),
                List.of(StrategyResult.of(Strategy.EVERGREEN, pipeline, seen)));
    }

    /** This, with what came of it and of other strategies side by side. */
    DemoSummary with(List<StrategyResult> compared) {
        return new DemoSummary(
                pipeline,
                rows,
                scored,
                unscored,
                evaluated,
                duplicates,
                rejected,
                rounds,
                accuracy,
                kappa,
                rmse,
                nJobs,
                decision,
                efficiency,
                wallS,
                cpuS,
                peakRssMb,
                winners,
                reigns,
                compared);
    }

    private static Optional<Double> meanEfficiency(List<ResourceMetric.Round> rounds) {
        var mean = rounds.stream().mapToDouble(ResourceMetric.Round::efficiency).average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }

    private static Optional<Double> megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? Optional.of(bytes.getAsLong() / 1e6) : Optional.empty();
    }
}
