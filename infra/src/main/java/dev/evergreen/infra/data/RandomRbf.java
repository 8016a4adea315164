package dev.evergreen.infra.data;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Clouds about random centroids, each of one class, that overlap: any number of classes. No drift.
 *
 * <p>Source: {@code RandomRBFGenerator} of A. Bifet, G. Holmes, R. Kirkby, B. Pfahringer, "MOA: Massive Online Analysis",
 * JMLR 2010: a row lies off its centroid in a direction drawn evenly from a cube, as far as a normal number times the
 * centroid's deviation. Unlike there, the classes are dealt to the centroids in turn, so that each has some.
 *
 * @param centroids as many as classes, or more
 */
public record RandomRbf(long seed, long size, int featureCount, int classes, int centroids) implements RowSource {
    public static final int DEFAULT_FEATURES = 10;
    public static final int DEFAULT_CENTROIDS = 50;

    public RandomRbf {
        if (size < 1 || featureCount < 1 || classes < 2 || centroids < classes) {
            throw new IllegalArgumentException(
                    "size %d, %d features, %d classes, %d centroids".formatted(size, featureCount, classes, centroids));
        }
    }

    /** Ten features and fifty centroids, as there. */
    public static RandomRbf of(long seed, long size, int classes) {
        return new RandomRbf(seed, size, DEFAULT_FEATURES, classes, Math.max(classes, DEFAULT_CENTROIDS));
    }

    @Override
    public String name() {
        return "random-rbf";
    }

    @Override
    public List<Feature> features() {
        return IntStream.rangeClosed(1, featureCount)
                .mapToObj(i -> Feature.numeric("f" + i))
                .toList();
    }

    @Override
    public Label label() {
        return new Label.Classes(
                "class", IntStream.range(0, classes).mapToObj(String::valueOf).toList());
    }

    /** @param reach of its weight and all before it, as a share of all */
    private record Centroid(List<Double> centre, double deviation, double reach) {}

    @Override
    public Stream<Row> rows() {
        var random = new SplittableRandom(seed);
        var drawn = draw(random);
        return LongStream.range(0, size).mapToObj(_ -> row(random, drawn));
    }

    private List<Centroid> draw(SplittableRandom random) {
        double[] weights = random.doubles(centroids).toArray();
        double all = 0;
        for (double weight : weights) {
            all += weight;
        }
        var drawn = new ArrayList<Centroid>();
        double reach = 0;
        for (double weight : weights) {
            reach += weight / all;
            List<Double> centre = random.doubles(featureCount).boxed().toList();
            drawn.add(new Centroid(centre, random.nextDouble(), reach));
        }
        return drawn;
    }

    /** Costs {@code centroids} comparisons and three numbers a feature. */
    private Row row(SplittableRandom random, List<Centroid> drawn) {
        double point = random.nextDouble();
        int chosen = 0;
        while (chosen < drawn.size() - 1 && drawn.get(chosen).reach() <= point) {
            chosen++;
        }
        Centroid centroid = drawn.get(chosen);
        var values = new double[featureCount];
        double squares = 0;
        for (int f = 0; f < featureCount; f++) {
            values[f] = 2 * random.nextDouble() - 1;
            squares += values[f] * values[f];
        }
        double scale = random.nextGaussian() * centroid.deviation() / Math.sqrt(squares);
        for (int f = 0; f < featureCount; f++) {
            values[f] = centroid.centre().get(f) + scale * values[f];
        }
        return new Row(FeatureVector.owning(values), chosen % classes);
    }
}
