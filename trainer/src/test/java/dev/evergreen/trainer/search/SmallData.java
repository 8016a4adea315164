package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.stream.IntStream;

/** Windows of one feature, a row a second. */
final class SmallData {
    static final Label TWO = new Label.Classes("class", List.of("no", "yes"));
    static final Label THREE = new Label.Classes("class", List.of("a", "b", "c"));
    static final Label NUMBER = new Label.Regression("price");

    private SmallData() {}

    static TrainingData rows(int rows) {
        return of(TWO, IntStream.range(0, rows).mapToDouble(i -> i % 2).toArray());
    }

    /** The feature's value is the row's number. */
    static TrainingData of(Label label, double... labels) {
        double[] feature = IntStream.range(0, labels.length).asDoubleStream().toArray();
        long[] times =
                IntStream.range(0, labels.length).mapToLong(i -> 1_000L * i).toArray();
        return new TrainingData(List.of(Feature.numeric("x")), label, new double[][] {feature}, labels, times);
    }
}
