package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FineColumnsTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void codesTellAllValuesApartAndUppersSeparateThem() throws Exception {
        for (double[] values : new double[][] {
            random.doubles(5_000).toArray(),
            random.doubles(5_000).map(x -> Math.exp(40 * x - 20)).toArray(),
            random.ints(5_000, -900, 900).asDoubleStream().toArray(),
            DoubleStream.concat(
                            random.doubles(3_000),
                            DoubleStream.generate(() -> 0.25).limit(3_000))
                    .toArray(),
            random.longs(2_000)
                    .mapToDouble(Double::longBitsToDouble)
                    .filter(Double::isFinite)
                    .toArray()
        }) {
            TrainingData data = Windows.numeric(Windows.NUMBER, values, new double[values.length]);
            BinnedColumns bins = BinnedColumns.of(data);
            FineColumns fine = FineColumns.of(data);
            assertThat(fine.has(0)).isTrue();
            Integer[] rows = rowsByValue(values);

            for (int i = 1; i < rows.length; i++) {
                int code = code(bins, fine, rows[i - 1]);
                int next = code(bins, fine, rows[i]);
                double value = values[rows[i - 1]];
                if (value == values[rows[i]]) {
                    assertThat(next).isEqualTo(code);
                } else {
                    assertThat(next).isGreaterThan(code);
                    assertThat(fine.upper(0, code))
                            .isGreaterThanOrEqualTo(value)
                            .isLessThan(values[rows[i]]);
                    assertThat(fine.upper(0, next - 1))
                            .isGreaterThanOrEqualTo(value)
                            .isLessThan(values[rows[i]]);
                }
            }
            assertThat(fine.upper(0, FineBins.last(bins.bins(0).count() - 1))).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    /** Cuts come from a sample there, so that neighbours may share a code; none stands on the wrong side of one. */
    @Test
    void codesOfALargeWindowRiseWithItsValues() throws Exception {
        double[] values = random.doubles(300_000).toArray();
        TrainingData data = Windows.numeric(Windows.NUMBER, values, new double[values.length]);
        BinnedColumns bins = BinnedColumns.of(data);
        FineColumns fine = FineColumns.of(data);
        Integer[] rows = rowsByValue(values);
        int codes = 1;

        for (int i = 1; i < rows.length; i++) {
            int code = code(bins, fine, rows[i - 1]);
            int next = code(bins, fine, rows[i]);
            if (next != code) {
                codes++;
                assertThat(next).isGreaterThan(code);
                assertThat(fine.upper(0, code))
                        .isGreaterThanOrEqualTo(values[rows[i - 1]])
                        .isLessThan(values[rows[i]]);
            }
        }
        assertThat(codes).isGreaterThan(60_000);
    }

    @Test
    void hasNoPartsWhereEachValueHasABinOrAName() throws Exception {
        double[] few = random.ints(1_000, 0, 200).asDoubleStream().toArray();
        TrainingData numeric = Windows.numeric(Windows.NUMBER, few, few);
        TrainingData nominal = Windows.nominal(
                300, Windows.NUMBER, random.ints(1_000, 0, 300).asDoubleStream().toArray(), few);

        assertThat(FineColumns.of(numeric).any()).isFalse();
        assertThat(FineColumns.of(nominal).any()).isFalse();
        assertThat(FineColumns.of(numeric).upper(0, FineBins.last(10)))
                .isEqualTo(((NumericBins) BinnedColumns.of(numeric).bins(0)).edge(10));
    }

    private static int code(BinnedColumns bins, FineColumns fine, int row) {
        return FineBins.code(bins.column(0)[row] & 0xff, fine.column(0)[row] & 0xff);
    }

    private static Integer[] rowsByValue(double[] values) {
        var rows = new Integer[values.length];
        Arrays.setAll(rows, row -> row);
        Arrays.sort(rows, (a, b) -> Double.compare(values[a], values[b]));
        return rows;
    }
}
