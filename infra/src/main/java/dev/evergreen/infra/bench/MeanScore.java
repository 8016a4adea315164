package dev.evergreen.infra.bench;

import java.util.List;
import java.util.Optional;

/**
 * A mean over seeds.
 *
 * @param standardError of the mean; absent for one seed
 */
public record MeanScore(double mean, Optional<Double> standardError, int seeds) {

    /** @param scores at least one */
    static MeanScore of(List<Double> scores) {
        int n = scores.size();
        double mean = scores.stream().mapToDouble(s -> s).average().orElseThrow();
        double squares =
                scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        return new MeanScore(mean, n == 1 ? Optional.empty() : Optional.of(Math.sqrt(squares / (n - 1) / n)), n);
    }
}
