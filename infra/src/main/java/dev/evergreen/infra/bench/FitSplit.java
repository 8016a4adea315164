package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.FitRows;
import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Rows to learn from and rows held out, drawn by a seed: the same for all who are compared. */
final class FitSplit {
    private final RowSource source;
    private final Part train;
    private final Part heldOut;

    private FitSplit(RowSource source, Part train, Part heldOut) {
        this.source = source;
        this.train = train;
        this.heldOut = heldOut;
    }

    /** Either part in the source's order. */
    static FitSplit of(FitRows rows, long seed) {
        RowSource source = rows.source();
        int[] order = shuffled(Math.toIntExact(source.size()), new SplittableRandom(seed));
        int[] placeOf = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            placeOf[order[place]] = place;
        }
        var train = new Part(source.features().size(), rows.train());
        var heldOut = new Part(source.features().size(), rows.heldOut());
        try (var all = source.rows()) {
            Iterator<Row> next = all.iterator();
            for (int number = 0; number < placeOf.length && next.hasNext(); number++) {
                Row row = next.next();
                if (placeOf[number] < rows.train()) {
                    train.add(row);
                } else if (placeOf[number] < rows.train() + rows.heldOut()) {
                    heldOut.add(row);
                }
            }
        }
        return new FitSplit(source, train, heldOut);
    }

    /** Fisher and Yates' shuffle. */
    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** Each time another object over the same arrays, so that nothing that a fit keeps with its data helps the next. */
    TrainingData train() {
        return train.data(source);
    }

    TrainingData heldOut() {
        return heldOut.data(source);
    }

    /** Columns that fill up. */
    private static final class Part {
        private final double[][] columns;
        private final double[] labels;
        private int size;

        Part(int features, int rows) {
            columns = new double[features][rows];
            labels = new double[rows];
        }

        void add(Row row) {
            for (int f = 0; f < columns.length; f++) {
                columns[f][size] = row.features().get(f);
            }
            labels[size++] = row.label();
        }

        TrainingData data(RowSource source) {
            long[] times = LongStream.range(0, labels.length).toArray();
            return new TrainingData(source.features(), source.label(), columns, labels, times);
        }
    }
}
