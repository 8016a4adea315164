package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Halving;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rungs worked out by hand from scikit-learn's rule; five folds of two classes, so that the smallest is 20 rows. */
class RungsTest {
    private static final int SMALLEST = Rungs.smallest(5, 2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # factor | min | aggressive | candidates | rows |  candidates by rung | rows by rung
              3      |     | false      | 60         | 1000 |  60 20 7 3          | 37 111 333 999
              3      |     | true       | 60         | 1000 |  60 20 7 3          | 37 111 333 999
              3      |     | false      | 60         | 180  |  60 20 7            | 20 60 180
              3      |     | true       | 60         | 180  |  60 20 7 3          | 20 20 60 180
              3      |     | false      | 6          | 599  |  6 2                | 199 597
              3      |     | false      | 6          | 50   |  6                  | 20
              3      | 50  | false      | 6          | 1000 |  6 2                | 50 150
              3      | 20  | false      | 6          | 1000 |  6 2                | 20 60
              3      | 20  | true       | 6          | 1000 |  6 2                | 180 540
              2      |     | false      | 5          | 400  |  5 3 2              | 100 200 400
              3      |     | false      | 2          | 400  |  2                  | 400
              3      |     | false      | 1          | 20   |  1                  | 20
              3      |     | false      | 3          | 300  |  3 1                | 100 300
              3      |     | false      | 243        | 24300|  243 81 27 9 3 1    | 100 300 900 2700 8100 24300
            """)
    void areThoseOfScikitLearn(
            int factor,
            Integer min,
            boolean aggressive,
            int candidates,
            int rows,
            String candidatesByRung,
            String rowsByRung) {
        var halving = new Halving(factor, Optional.ofNullable(min), aggressive);
        Rungs rungs = Rungs.of(halving, candidates, rows, SMALLEST).orElseThrow();
        assertThat(rungs.rungs()).extracting(Rungs.Rung::candidates).isEqualTo(wholes(candidatesByRung));
        assertThat(rungs.rungs()).extracting(Rungs.Rung::rows).isEqualTo(wholes(rowsByRung));
        assertThat(rungs.rungs()).hasSizeLessThanOrEqualTo(Rungs.required(halving, candidates));
    }

    @Test
    void areNoneWhereTheWindowHasTooFewRows() {
        assertThat(Rungs.of(Halving.DEFAULT, 6, 19, SMALLEST)).isEmpty();
        assertThat(Rungs.of(new Halving(3, Optional.of(101), false), 6, 100, SMALLEST))
                .isEmpty();
    }

    @Test
    void neverTakeMoreRowsThanThereAre() {
        for (int candidates = 1; candidates < 500; candidates += 7) {
            for (int rows = 20; rows < 5_000; rows += 113) {
                for (boolean aggressive : new boolean[] {false, true}) {
                    var halving = new Halving(2, Optional.empty(), aggressive);
                    assertThat(Rungs.of(halving, candidates, rows, SMALLEST)
                                    .orElseThrow()
                                    .rungs()
                                    .getLast()
                                    .rows())
                            .isBetween(1, rows);
                }
            }
        }
    }

    private static List<Integer> wholes(String text) {
        return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }
}
