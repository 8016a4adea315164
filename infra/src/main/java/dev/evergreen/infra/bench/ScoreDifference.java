package dev.evergreen.infra.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Our mean less theirs, over the same seeds.
 *
 * @param standardError of the difference of two means: the root of the sum of the squares of theirs
 * @param pairedStandardError of the mean of the differences, as both have the same rows for each seed
 * @param verdict by {@code standardError}; absent, as both errors are, for one seed
 */
public record ScoreDifference(
        double ofMeans,
        Optional<Double> standardError,
        Optional<Double> pairedStandardError,
        Optional<Verdict> verdict) {

    /** How the difference compares with what chance makes. */
    public enum Verdict {
        /** Of one standard error at most. */
        WITHIN,
        BETTER,
        WORSE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param ours by seed, as {@code theirs} */
    static ScoreDifference of(Scoring metric, List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size()) {
            throw new IllegalArgumentException("%d seeds, and %d".formatted(ours.size(), theirs.size()));
        }
        var differences = new ArrayList<Double>();
        for (int seed = 0; seed < ours.size(); seed++) {
            differences.add(ours.get(seed) - theirs.get(seed));
        }
        double ofMeans = MeanScore.of(differences).mean();
        Optional<Double> error = MeanScore.of(ours)
                .standardError()
                .flatMap(a -> MeanScore.of(theirs).standardError().map(b -> Math.hypot(a, b)));
        return new ScoreDifference(
                ofMeans, error, MeanScore.of(differences).standardError(), error.map(e -> verdict(metric, ofMeans, e)));
    }

    private static Verdict verdict(Scoring metric, double ofMeans, double error) {
        if (Math.abs(ofMeans) <= error) {
            return Verdict.WITHIN;
        }
        return ofMeans > 0 == metric.higherIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }
}
