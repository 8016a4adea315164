package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.window.RowSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldTest {
    private static final Fold FOLD = new Fold(1, RowSet.where(200, r -> r % 2 == 0), RowSet.range(200, 250));

    @Test
    void fewerTrainingRowsAreAlwaysAmongMore() {
        for (int rows = 1; rows < 100; rows++) {
            Fold fewer = FOLD.trainedOn(rows, 7);
            Fold more = FOLD.trainedOn(rows + 1, 7);
            assertThat(fewer.train().size()).isEqualTo(rows);
            assertThat(fewer.train().stream().boxed().collect(Collectors.toSet()))
                    .isSubsetOf(more.train().stream().boxed().toList());
            assertThat(fewer.train().stream().toArray()).isSorted();
            assertThat(fewer.test()).isEqualTo(FOLD.test());
            assertThat(fewer.number()).isEqualTo(1);
        }
    }

    @Test
    void allOfThemAreTheFoldItself() {
        assertThat(FOLD.trainedOn(100, 7)).isSameAs(FOLD);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(FOLD.trainedOn(30, 7).train())
                .isEqualTo(FOLD.trainedOn(30, 7).train());
        assertThat(FOLD.trainedOn(30, 7).train())
                .isNotEqualTo(FOLD.trainedOn(30, 8).train());
    }
}
