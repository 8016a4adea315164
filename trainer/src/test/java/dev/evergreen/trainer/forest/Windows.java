package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Windows to grow forests on. */
public final class Windows {
    public static final Label TWO = new Label.Classes("y", List.of("a", "b"));
    public static final Label NUMBER = new Label.Regression("y");

    private Windows() {}

    public static Label classes(int count) {
        return new Label.Classes(
                "y", IntStream.range(0, count).mapToObj(c -> "c" + c).toList());
    }

    /** @param columns {@code [features][rows]} */
    public static TrainingData of(List<Feature> features, Label label, double[][] columns, double... y) {
        return new TrainingData(features, label, columns, y, new long[y.length]);
    }

    /** One numeric feature. */
    public static TrainingData numeric(Label label, double[] x, double... y) {
        return of(List.of(Feature.numeric("x")), label, new double[][] {x}, y);
    }

    /** One nominal feature of so many values. */
    public static TrainingData nominal(int values, Label label, double[] codes, double... y) {
        return of(List.of(nominal("x", values)), label, new double[][] {codes}, y);
    }

    public static Feature nominal(String name, int values) {
        return Feature.nominal(
                name, IntStream.range(0, values).mapToObj(v -> "v" + v).toList());
    }

    /** Four numeric features, of which one often lacks, and two nominal ones; the label depends on most of them. */
    public static TrainingData mixed(Label label, int rows, long seed) {
        var random = new SplittableRandom(seed);
        var features = new ArrayList<Feature>();
        for (int f = 0; f < 4; f++) {
            features.add(Feature.numeric("n" + f));
        }
        features.add(nominal("c4", 5));
        features.add(nominal("c300", 300));
        var columns = new double[6][rows];
        var y = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int f = 0; f < 4; f++) {
                columns[f][row] = random.nextGaussian();
            }
            if (random.nextInt(4) == 0) {
                columns[1][row] = Double.NaN;
            }
            columns[4][row] = random.nextInt(5);
            columns[5][row] = random.nextInt(300);
            double z = columns[0][row]
                    + (Double.isNaN(columns[1][row]) ? 1.5 : columns[1][row])
                    + (columns[4][row] % 2 == 0 ? 1 : -1)
                    + columns[5][row] % 3
                    + 0.3 * random.nextGaussian();
            y[row] = switch (label) {
                case Label.Classes c -> Math.clamp((int) (z + 1), 0, c.classes().size() - 1);
                case Label.Regression _ -> z;
            };
        }
        return of(features, label, columns, y);
    }
}
