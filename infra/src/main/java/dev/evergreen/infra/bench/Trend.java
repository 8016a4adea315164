package dev.evergreen.infra.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How a figure goes over the samples of a run: beginning, end and slope. */
final class Trend {
    /** Fewer than so many samples at an end say too little. */
    private static final int LEAST = 3;

    private static final double TENTH = 0.1;
    private static final double SECONDS_A_MINUTE = 60;

    private final List<LoadSample> samples;

    /** @param samples in order, one or more */
    Trend(List<LoadSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** The median of the first tenth. */
    double begin(ToDoubleFunction<LoadSample> figure) {
        return Medians.of(samples.subList(0, edge()), figure);
    }

    /** The median of the last tenth. */
    double end(ToDoubleFunction<LoadSample> figure) {
        return Medians.of(samples.subList(samples.size() - edge(), samples.size()), figure);
    }

    /** Of the samples that have the figure; empty if none has. */
    static Optional<Trend> of(List<LoadSample> samples, Function<LoadSample, Optional<Double>> figure) {
        var there = samples.stream().filter(s -> figure.apply(s).isPresent()).toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(new Trend(there));
    }

    double max(ToDoubleFunction<LoadSample> figure) {
        return samples.stream().mapToDouble(figure).max().orElseThrow();
    }

    /** Of the line with the least squares; 0 for a single sample. */
    double slopePerMinute(ToDoubleFunction<LoadSample> figure) {
        double meanAt = samples.stream().mapToDouble(LoadSample::atS).average().orElseThrow();
        double mean = samples.stream().mapToDouble(figure).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (LoadSample sample : samples) {
            double at = sample.atS() - meanAt;
            squares += at * at;
            products += at * (figure.applyAsDouble(sample) - mean);
        }
        return squares == 0 ? 0 : SECONDS_A_MINUTE * products / squares;
    }

    private int edge() {
        return Math.min(samples.size(), Math.max(LEAST, (int) (TENTH * samples.size())));
    }
}
