package dev.evergreen.infra.bench;

import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Rows as a fit takes them, in the order of their source. */
public final class Columns {
    private Columns() {}

    public static TrainingData of(RowSource source) {
        int rows = Math.toIntExact(source.size());
        var columns = new double[source.features().size()][rows];
        var labels = new double[rows];
        long[] times = IntStream.range(0, rows).asLongStream().toArray();
        try (var stream = source.rows()) {
            Iterator<Row> next = stream.iterator();
            for (int r = 0; next.hasNext(); r++) {
                Row row = next.next();
                double[] values = row.features().toArray();
                for (int f = 0; f < columns.length; f++) {
                    columns[f][r] = values[f];
                }
                labels[r] = row.label();
            }
        }
        return new TrainingData(source.features(), source.label(), columns, labels, times);
    }

    /** The rows {@code from} (included) to {@code to} (excluded). */
    static TrainingData slice(TrainingData data, int from, int to) {
        var columns = new double[data.features().size()][];
        Arrays.setAll(
                columns,
                f -> IntStream.range(from, to)
                        .mapToDouble(r -> data.value(f, r))
                        .toArray());
        return new TrainingData(
                data.features(),
                data.label(),
                columns,
                IntStream.range(from, to).mapToDouble(data::labelOf).toArray(),
                IntStream.range(from, to).mapToLong(data::eventTime).toArray());
    }
}
