package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Compares each feature's distribution over the newest rows with that over the first ones, by the population stability index
 * (as in credit scoring: Siddiqi, "Credit Risk Scorecards", 2006; a symmetric Kullback-Leibler divergence). The newest rows
 * move on by a quarter at a time; an index that is above the threshold at two looks in a row is an alarm, and no other until
 * it has been below. Where nothing changes, the index of two samples of n rows in b bins is about {@code 2 (b - 1) / n}.
 *
 * <p>A row costs a binary search a feature; only the first {@value #FEATURES} are watched.
 */
final class Psi implements Watcher {
    static final int FEATURES = 50;

    private final DriftDetection.Psi settings;
    private final List<Feature> features;
    private Sample sample;
    /** Absent until the sample is complete. */
    private Optional<Comparison> comparison;

    Psi(DriftDetection.Psi settings, List<Feature> features) {
        this(settings, features, new Sample(watched(features), settings.rows()), Optional.empty());
    }

    private Psi(DriftDetection.Psi settings, List<Feature> features, Sample sample, Optional<Comparison> comparison) {
        this.settings = settings;
        this.features = features;
        this.sample = sample;
        this.comparison = comparison;
    }

    static int watched(List<Feature> features) {
        return Math.min(FEATURES, features.size());
    }

    @Override
    public List<Signal> add(Seen row) {
        if (comparison.isPresent()) {
            return comparison.get().add(row.features(), row.time());
        }
        sample.add(row.features());
        if (sample.full()) {
            comparison = Optional.of(Comparison.with(sample, settings, features));
            sample = Sample.NONE;
        }
        return List.of();
    }

    @Override
    public int bytes() {
        return 1 + comparison.map(Comparison::bytes).orElseGet(sample::bytes);
    }

    @Override
    public void write(ByteBuffer to) {
        to.put((byte) (comparison.isPresent() ? 1 : 0));
        comparison.ifPresentOrElse(c -> c.write(to), () -> sample.write(to));
    }

    static Psi read(DriftDetection.Psi settings, List<Feature> features, ByteBuffer from) {
        int watched = watched(features);
        return State.bounded(from.get(), 1) == 1
                ? new Psi(settings, features, Sample.NONE, Optional.of(Comparison.read(settings, watched, from)))
                : new Psi(settings, features, Sample.read(watched, settings.rows(), from), Optional.empty());
    }
}
