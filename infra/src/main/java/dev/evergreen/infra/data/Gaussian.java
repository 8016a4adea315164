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
 * Two classes of two normal clusters each, told apart by the first features; the others are noise. No drift.
 *
 * <p>Source: scikit-learn's {@code make_classification}, after I. Guyon, "Design of experiments for the NIPS 2003
 * variable selection benchmark", 2003: clusters lie about vertices of a hypercube, each with a covariance of its own.
 * Unlike there, no feature is redundant, and every label drawn for noise is flipped.
 *
 * @param featureCount 2 or more
 * @param informative how many of them tell the classes apart, 2 or more
 * @param noise share of labels that are flipped, 0 to 1
 */
public record Gaussian(long seed, long size, int featureCount, int informative, double noise) implements RowSource {
    public static final int DEFAULT_FEATURES = 20;
    public static final double DEFAULT_NOISE = 0.01;

    private static final int MOST_INFORMATIVE = 10;

    public Gaussian {
        if (size < 1 || informative < 2 || informative > featureCount || !(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("size %d, %d of %d features informative, noise %s"
                    .formatted(size, informative, featureCount, noise));
        }
    }

    /** Half of the features are informative, but no more than ten. */
    public static Gaussian of(long seed, long size, int featureCount) {
        int informative = Math.clamp(featureCount / 2, 2, MOST_INFORMATIVE);
        return new Gaussian(seed, size, featureCount, informative, DEFAULT_NOISE);
    }

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public List<Feature> features() {
        return IntStream.rangeClosed(1, featureCount)
                .mapToObj(i -> Feature.numeric("f" + i))
                .toList();
    }

    @Override
    public Label label() {
        return new Label.Classes("class", List.of("0", "1"));
    }

    @Override
    public Stream<Row> rows() {
        var random = new SplittableRandom(seed);
        var clusters = NormalClusters.draw(random, informative);
        return LongStream.range(0, size).mapToObj(_ -> row(random, clusters));
    }

    /** Costs {@code informative²} multiplications a row. */
    private Row row(SplittableRandom random, NormalClusters clusters) {
        int cluster = random.nextInt(NormalClusters.COUNT);
        var values = new double[featureCount];
        for (int f = 0; f < featureCount; f++) {
            values[f] = random.nextGaussian();
        }
        clusters.place(cluster, values);
        boolean flipped = random.nextDouble() < noise;
        return new Row(FeatureVector.owning(values), (cluster % 2 == 0) ^ flipped ? 0 : 1);
    }
}
