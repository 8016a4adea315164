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
 * The SEA concepts: three attributes in [0, 10), of which two decide: class 1 if {@code f1 + f2 <= theta}. Theta jumps
 * at each drift; some labels are flipped.
 *
 * <p>Source: W. N. Street, Y. Kim, "A streaming ensemble algorithm (SEA) for large-scale classification", KDD 2001,
 * section 4: thetas 8, 9, 7, 9.5 and 10 % noise.
 *
 * @param noise share of labels that are flipped, 0 to 1
 */
public record Sea(long seed, long size, Drift drift, double noise) implements RowSource {
    public static final double DEFAULT_NOISE = 0.1;
    private static final List<Double> THETAS = List.of(8.0, 9.0, 7.0, 9.5);

    public Sea {
        if (size < 1 || !(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("size %d, noise %s".formatted(size, noise));
        }
    }

    /** The four concepts of the paper, each for a quarter of the rows. */
    public static Sea ofPaper(long seed, long size) {
        return new Sea(seed, size, Drift.evenly(size, THETAS.size()), DEFAULT_NOISE);
    }

    @Override
    public String name() {
        return "sea";
    }

    @Override
    public List<Feature> features() {
        return IntStream.rangeClosed(1, 3)
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
        return LongStream.range(0, size).mapToObj(i -> row(random, i));
    }

    private Row row(SplittableRandom random, long index) {
        double[] f = {10 * random.nextDouble(), 10 * random.nextDouble(), 10 * random.nextDouble()};
        boolean positive = f[0] + f[1] <= THETAS.get(drift.conceptAt(index) % THETAS.size());
        boolean flipped = random.nextDouble() < noise;
        return new Row(FeatureVector.owning(f), positive ^ flipped ? 1 : 0);
    }
}
