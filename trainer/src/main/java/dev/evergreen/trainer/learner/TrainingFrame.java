package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowLabels;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.vector.ByteVector;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;
import smile.data.vector.ValueVector;
import smile.model.cart.CART;

/**
 * A fit's own copy of its rows in Smile's form: 8 bytes a numeric value, 1 or 4 a nominal one. Classes that the rows lack
 * are left out, and the others numbered without gaps, since Smile would train for all of them.
 */
final class TrainingFrame {
    static final String LABEL = "y";

    private static final int BYTE_LEVELS = 128;

    private final TrainingData data;
    private final RowSet rows;
    private final RowLabels labels;

    TrainingFrame(TrainingData data, RowSet rows) {
        this.data = data;
        this.rows = rows;
        this.labels = RowLabels.of(data, rows);
    }

    int rows() {
        return rows.size();
    }

    int features() {
        return data.features().size();
    }

    boolean classifier() {
        return classes().length > 0;
    }

    /** The number of classes of the pipeline, whether the rows have them or not. */
    int outputs() {
        return data.label() instanceof Label.Classes c ? c.classes().size() : 1;
    }

    /** Codes of the classes that the rows have, ascending; empty for regression. */
    int[] classes() {
        return labels.classes();
    }

    /** Positions in {@link #classes}, by row of the frame. */
    int[] y() {
        return labels.y();
    }

    /** Regression targets, by row of the frame. */
    double[] targets() {
        return labels.targets();
    }

    StructField labelField() {
        return new StructField(LABEL, classifier() ? DataTypes.IntType : DataTypes.DoubleType);
    }

    DataFrame x() {
        return new DataFrame(
                IntStream.range(0, features()).mapToObj(this::column).toArray(ValueVector[]::new));
    }

    /** What Smile's {@code CART.order(x)} gives, sorted column by column so that an interrupt counts in between. */
    static int[][] order(DataFrame x) {
        var order = new int[x.ncol()][];
        for (int f = 0; f < order.length; f++) {
            FitStopped.ifInterrupted();
            order[f] = CART.order(new DataFrame(x.column(f)))[0];
        }
        return order;
    }

    private ValueVector column(int f) {
        FitStopped.ifInterrupted();
        Feature feature = data.features().get(f);
        // Numbered, since a feature may be called as the label column is here.
        String name = "x" + f;
        return switch (feature.type()) {
            case NUMERIC ->
                new DoubleVector(
                        name, rows.stream().mapToDouble(r -> data.value(f, r)).toArray());
            case NOMINAL -> nominal(name, f, new NominalScale(feature.values()));
        };
    }

    private ValueVector nominal(String name, int f, NominalScale scale) {
        if (scale.size() > BYTE_LEVELS) {
            return new IntVector(
                    new StructField(name, DataTypes.IntType, scale),
                    rows.stream().map(r -> (int) data.value(f, r)).toArray());
        }
        var codes = new byte[rows.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) data.value(f, rows.get(i));
        }
        return new ByteVector(new StructField(name, DataTypes.ByteType, scale), codes);
    }
}
