package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Optional;

/**
 * What a strategy brought and cost.
 *
 * @param retrains when, for people
 * @param accuracy prequential, of the scored rows from row 2,000 on; absent for regression and where there are none, as is
 *     {@code kappa}
 * @param rmse of the same rows; absent for classification
 * @param rounds of training
 * @param cpuS CPU seconds of all fits
 */
record StrategyResult(
        String name,
        String retrains,
        Optional<Double> accuracy,
        Optional<Double> kappa,
        Optional<Double> rmse,
        int rounds,
        double cpuS) {

    static StrategyResult of(String strategy, Pipeline pipeline, Scoreboard.Snapshot seen) {
        LaterRows.Figures later = seen.later();
        return new StrategyResult(
                strategy,
                RetrainText.of(pipeline),
                later.accuracy(),
                later.kappa(),
                later.rmse(),
                seen.rounds().size(),
                seen.costs().stream().mapToDouble(ResourceMetric.Round::cpuS).sum());
    }
}
