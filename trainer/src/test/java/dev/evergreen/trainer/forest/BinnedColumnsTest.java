package dev.evergreen.trainer.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinnedColumnsTest {

    @Test
    void givesEachOfFewValuesABinAndCutsHalfwayBetweenThem() throws Exception {
        TrainingData data = Windows.numeric(Windows.NUMBER, new double[] {3, 1, 7, 3, 1}, 0, 0, 0, 0, 0);
        BinnedColumns binned = BinnedColumns.of(data);
        var bins = (NumericBins) binned.bins(0);

        assertThat(binned.column(0)).containsExactly(1, 0, 2, 1, 0);
        assertThat(bins.count()).isEqualTo(3);
        assertThat(bins.edge(0)).isEqualTo(2);
        assertThat(bins.edge(1)).isEqualTo(5);
    }

    @Test
    void givesBinsOfAboutAsManyRowsWhereThereAreManyValues() throws Exception {
        double[] x = new SplittableRandom(1).doubles(10_000).map(v -> v * v).toArray();
        BinnedColumns binned = BinnedColumns.of(Windows.numeric(Windows.NUMBER, x, new double[x.length]));
        var rowsOf = new int[256];
        for (byte bin : binned.column(0)) {
            rowsOf[bin & 0xff]++;
        }

        assertThat(binned.bins(0).count()).isEqualTo(255);
        assertThat(IntStream.range(0, 255).map(b -> rowsOf[b]).min()).hasValue(39);
        assertThat(IntStream.range(0, 255).map(b -> rowsOf[b]).max()).hasValue(40);
    }

    @Test
    void keepsABinForARareValueBesideACommonOne() throws Exception {
        var x = new double[10_000];
        Arrays.setAll(x, i -> i < 9_000 ? 0 : i);
        var bins = (NumericBins) BinnedColumns.of(Windows.numeric(Windows.NUMBER, x, new double[x.length]))
                .bins(0);

        assertThat(bins.edge(0)).isEqualTo(4_500);
        assertThat(bins.binOf(9_000)).isEqualTo(1);
        assertThat(bins.count()).isBetween(25, 30);
    }

    @Test
    void everyEdgeTellsNeighboursApart() throws Exception {
        double next = Math.nextUp(1.0);
        double[] x = {-0.0, 0.0, 1.0, next, Double.MAX_VALUE, -Double.MAX_VALUE};
        var bins = (NumericBins) BinnedColumns.of(Windows.numeric(Windows.NUMBER, x, new double[x.length]))
                .bins(0);

        assertThat(bins.count()).isEqualTo(5);
        assertThat(Arrays.stream(x).mapToInt(bins::binOf)).containsExactly(1, 1, 2, 3, 4, 0);
    }

    @Test
    void holdsRowsWithoutAValueInABinOfTheirOwn() throws Exception {
        BinnedColumns binned =
                BinnedColumns.of(Windows.numeric(Windows.NUMBER, new double[] {1, Double.NaN, 2}, 0, 0, 0));

        assertThat(binned.column(0)[1] & 0xff).isEqualTo(BinnedColumns.MISSING);
        assertThat(binned.bins(0).count()).isEqualTo(2);
    }

    @Test
    void letsTheRarestNominalValuesShareTheLastBin() throws Exception {
        // Value v occurs v + 1 times: the 46 rarest of 300 have no bin of their own.
        double[] codes = IntStream.range(0, 300)
                .flatMap(v -> IntStream.rangeClosed(0, v).map(_ -> v))
                .asDoubleStream()
                .toArray();
        var bins = (NominalBins) BinnedColumns.of(Windows.nominal(300, Windows.NUMBER, codes, new double[codes.length]))
                .bins(0);

        assertThat(bins.count()).isEqualTo(255);
        assertThat(bins.binOf(299)).isZero();
        assertThat(bins.binOf(46)).isEqualTo(253);
        assertThat(bins.binOf(45)).isEqualTo(254);
        assertThat(bins.binOf(0)).isEqualTo(254);
        assertThat(bins.codes(new long[] {1, 0, 0, 0})).containsExactly(0, 0, 0, 0, 1L << (299 - 256));
        assertThat(bins.codes(new long[] {0, 0, 0, 1L << 62})).containsExactly((1L << 46) - 1);
    }

    @Test
    void areMadeOnceForAWindow() throws Exception {
        TrainingData data = Windows.numeric(Windows.NUMBER, new double[] {1, 2}, 0, 0);

        assertThat(BinnedColumns.of(data)).isSameAs(BinnedColumns.of(data));
    }
}
