package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Random training data with something to learn in it: three numeric features, a nominal one of 5 and one of 200. */
final class Samples {
    static final Label BINARY = new Label.Classes("y", List.of("no", "yes"));
    static final Label FOUR = new Label.Classes("y", List.of("a", "b", "c", "d"));
    static final Label NUMBER = new Label.Regression("y");

    static final List<Feature> FEATURES = List.of(
            Feature.numeric("a"),
            Feature.numeric("y2"),
            Feature.nominal("color", List.of("red", "green", "blue", "black", "white")),
            Feature.numeric("c"),
            Feature.nominal(
                    "city", IntStream.range(0, 200).mapToObj(i -> "city" + i).toList()));

    private Samples() {}

    static TrainingData data(Label label, int rows, long seed) {
        var random = new Random(seed);
        var columns = new double[FEATURES.size()][rows];
        var labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            double[] row = row(random);
            for (int f = 0; f < row.length; f++) {
                columns[f][i] = row[f];
            }
            double signal = row[0] + (row[2] == 1 ? 1.5 : 0) - row[3] * row[1] + (row[4] < 20 ? 1 : 0);
            double noisy = signal + 0.4 * random.nextGaussian();
            labels[i] = switch (label) {
                case Label.Classes c ->
                    Math.clamp((int) Math.floor(noisy + 1.0), 0, c.classes().size() - 1);
                case Label.Regression _ -> 10 * noisy;
            };
        }
        return new TrainingData(
                FEATURES,
                label,
                columns,
                labels,
                IntStream.range(0, rows).asLongStream().toArray());
    }

    static double[] row(Random random) {
        return new double[] {
            random.nextGaussian(),
            random.nextDouble(),
            random.nextInt(5),
            Math.rint(10 * random.nextGaussian()) / 10,
            random.nextInt(200)
        };
    }

    /** Parameters from alternating names and values. */
    static Parameters parameters(Learner learner, Object... namesAndValues) {
        Map<String, ParameterValue> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(
                    (String) namesAndValues[i],
                    switch (namesAndValues[i + 1]) {
                        case Integer n -> ParameterValue.of(n.longValue());
                        case Double x -> ParameterValue.of(x);
                        case String word -> ParameterValue.of(word);
                        case Object other -> throw new IllegalArgumentException(other.toString());
                    });
        }
        return Parameters.of(learner, values);
    }
}
