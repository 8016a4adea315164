package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.Feature;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The bins of one feature, made from a sample of it. Of a number: tenths of the sample, and one each for what is below and
 * above all of it. Of a nominal feature: its {@value #VALUES} most frequent values, and one for all others. And one for
 * missing values.
 */
final class Bins {
    private static final int QUANTILES = 10;
    private static final int VALUES = 20;
    private static final int MOST = Math.max(QUANTILES + 1, VALUES);

    private final boolean nominal;
    /** Rising: upper ends of the bins, or the values' codes. */
    private final double[] marks;

    private Bins(boolean nominal, double[] marks) {
        this.nominal = nominal;
        this.marks = marks;
    }

    /** @param sample may hold NaN; its order changes */
    static Bins of(Feature.Type type, double[] sample) {
        Arrays.sort(sample);
        int known = sample.length;
        while (known > 0 && Double.isNaN(sample[known - 1])) {
            known--;
        }
        double[] values = Arrays.copyOf(sample, known);
        return switch (type) {
            case NUMERIC -> new Bins(false, quantiles(values));
            case NOMINAL -> new Bins(true, mostFrequent(values));
        };
    }

    private static double[] quantiles(double[] sorted) {
        if (sorted.length == 0) {
            return new double[0];
        }
        var marks = new double[QUANTILES + 1];
        marks[0] = Math.nextDown(sorted[0]);
        for (int q = 1; q <= QUANTILES; q++) {
            marks[q] = sorted[(int) Math.max(0, (long) q * sorted.length / QUANTILES - 1)];
        }
        return Arrays.stream(marks).distinct().toArray();
    }

    private static double[] mostFrequent(double[] sorted) {
        Map<Double, Integer> counts = new HashMap<>();
        for (double value : sorted) {
            counts.merge(value, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Double, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(VALUES)
                .mapToDouble(Map.Entry::getKey)
                .sorted()
                .toArray();
    }

    int count() {
        return marks.length + 2;
    }

    int of(double value) {
        if (Double.isNaN(value)) {
            return marks.length + 1;
        }
        int at = Arrays.binarySearch(marks, value);
        if (at >= 0) {
            return at;
        }
        return nominal ? marks.length : -at - 1;
    }

    int bytes() {
        return 2 + marks.length * Double.BYTES;
    }

    void write(ByteBuffer to) {
        to.put((byte) (nominal ? 1 : 0)).put((byte) marks.length);
        for (double mark : marks) {
            to.putDouble(mark);
        }
    }

    static Bins read(ByteBuffer from) {
        boolean nominal = from.get() == 1;
        var marks = new double[State.bounded(from.get(), MOST)];
        for (int m = 0; m < marks.length; m++) {
            marks[m] = from.getDouble();
        }
        return new Bins(nominal, marks);
    }
}
