package dev.evergreen.infra.data;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A number of five features, of which two interact, and normal noise; the other features are noise. No drift.
 *
 * <p>Source: J. H. Friedman, "Multivariate adaptive regression splines", Annals of Statistics 19, 1991, section 4.3, known as
 * Friedman #1 (scikit-learn's {@code make_friedman1}): {@code 10 sin(pi x1 x2) + 20 (x3 - 1/2)^2 + 10 x4 + 5 x5}, features
 * even in 0 to 1, noise of deviation 1.
 *
 * @param featureCount 5 or more
 * @param noise its deviation, 0 or more
 */
public record Friedman(long seed, long size, int featureCount, double noise) implements RowSource {
    public static final int DEFAULT_FEATURES = 10;

    private static final int THAT_COUNT = 5;

    public Friedman {
        if (size < 1 || featureCount < THAT_COUNT || !(noise >= 0)) {
            throw new IllegalArgumentException("size %d, %d features, noise %s".formatted(size, featureCount, noise));
        }
    }

    /** As in the paper: ten features and noise of deviation 1. */
    public static Friedman ofPaper(long seed, long size) {
        return new Friedman(seed, size, DEFAULT_FEATURES, 1);
    }

    @Override
    public String name() {
        return "friedman";
    }

    @Override
    public List<Feature> features() {
        return IntStream.rangeClosed(1, featureCount)
                .mapToObj(i -> Feature.numeric("x" + i))
                .toList();
    }

    @Override
    public Label label() {
        return new Label.Regression("y");
    }

    @Override
    public Stream<Row> rows() {
        var random = new SplittableRandom(seed);
        return LongStream.range(0, size).mapToObj(_ -> row(random));
    }

    private Row row(SplittableRandom random) {
        double[] x = random.doubles(featureCount).toArray();
        double y = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4];
        return new Row(FeatureVector.owning(x), y + noise * random.nextGaussian());
    }
}
