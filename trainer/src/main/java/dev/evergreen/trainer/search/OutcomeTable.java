package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.SearchResult.MeanCost;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Outcomes by candidate and fold. A fit without one counts as failed. */
final class OutcomeTable {
    private static final String MISSING = "no outcome";

    private final List<List<Optional<FitOutcome>>> outcomes;

    private OutcomeTable(List<List<Optional<FitOutcome>>> outcomes) {
        this.outcomes = outcomes;
    }

    /** @param candidates one more than the largest number */
    static OutcomeTable of(int candidates, int folds, Collection<FitResult> results) {
        var table = new ArrayList<List<Optional<FitOutcome>>>(candidates);
        for (int c = 0; c < candidates; c++) {
            var row = new ArrayList<Optional<FitOutcome>>(folds);
            for (int f = 0; f < folds; f++) {
                row.add(Optional.empty());
            }
            table.add(row);
        }
        for (FitResult result : results) {
            var before = table.get(result.candidate()).set(result.fold(), Optional.of(result.outcome()));
            if (before.isPresent()) {
                throw new IllegalArgumentException(
                        "two outcomes for candidate %d, fold %d".formatted(result.candidate(), result.fold()));
            }
        }
        return new OutcomeTable(table);
    }

    /** One line for each fold that failed, by fold. */
    List<String> failures(int candidate) {
        var lines = new ArrayList<String>();
        List<Optional<FitOutcome>> row = outcomes.get(candidate);
        for (int f = 0; f < row.size(); f++) {
            int fold = f;
            row.get(f)
                    .map(OutcomeTable::failure)
                    .orElse(Optional.of(MISSING))
                    .ifPresent(reason -> lines.add("fold %d: %s".formatted(fold, reason)));
        }
        return lines;
    }

    private static Optional<String> failure(FitOutcome outcome) {
        return switch (outcome) {
            case FitOutcome.Scored s -> Optional.empty();
            case FitOutcome.Failed f -> Optional.of(f.reason());
        };
    }

    /** A metric by fold; empty if a fold lacks it. */
    Optional<List<Double>> scores(int candidate, Scoring metric) {
        List<Double> scores = scored(candidate).stream()
                .flatMap(s -> Optional.ofNullable(s.scores().get(metric)).stream())
                .toList();
        return scores.size() == outcomes.get(candidate).size() ? Optional.of(scores) : Optional.empty();
    }

    /** Its part of the seconds, over the folds that were scored; 0 if none was. */
    double meanFitS(int candidate) {
        return scored(candidate).stream()
                .mapToDouble(s -> s.fitS() / s.served())
                .average()
                .orElse(0);
    }

    /** Its part, over the folds that were scored. */
    Optional<MeanCost> meanCost(int candidate) {
        List<FitOutcome.Scored> scored = scored(candidate);
        return scored.isEmpty()
                ? Optional.empty()
                : Optional.of(new MeanCost(
                        mean(scored, FitOutcome.Scored::trainRows),
                        mean(scored, s -> s.cost().cpuS() / s.served()),
                        mean(scored, s -> (double) s.cost().allocatedBytes() / s.served()),
                        // On every fold the same fit serves it.
                        Optional.of(scored.getFirst().served())));
    }

    private static double mean(List<FitOutcome.Scored> scored, ToDoubleFunction<FitOutcome.Scored> figure) {
        return scored.stream().mapToDouble(figure).average().orElseThrow();
    }

    private List<FitOutcome.Scored> scored(int candidate) {
        return outcomes.get(candidate).stream()
                .flatMap(Optional::stream)
                .filter(FitOutcome.Scored.class::isInstance)
                .map(FitOutcome.Scored.class::cast)
                .toList();
    }
}
