package dev.evergreen.infra.python;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.nio.file.Path;

/** Rows as {@code x.npy} and {@code y.npy}: nominal values and classes as their codes, which the scripts take as numbers. */
final class RowArrays {
    private RowArrays() {}

    static void write(TrainingData data, Path folder) throws IOException {
        Npy.writeDoubles(folder.resolve("x.npy"), data.rows(), data.features().size(), data::copyRow);
        double[] labels = new double[data.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = data.labelOf(row);
        }
        Npy.writeDoubles(folder.resolve("y.npy"), labels);
    }

    /** How many classes, 0 for numbers. */
    static int classes(Label label) {
        return switch (label) {
            case Label.Classes c -> c.classes().size();
            case Label.Regression _ -> 0;
        };
    }
}
