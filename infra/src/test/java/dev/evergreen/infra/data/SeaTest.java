package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeaTest {
    @Test
    void drawsTheSameRowsFromTheSameSeed() {
        try (var rows = Sea.ofPaper(1, 2).rows()) {
            assertThat(rows.map(r -> r.features() + " " + r.label()))
                    .containsExactly(
                            "[5.665615751722809, 7.457817572627011, 9.710027535867962] 0.0",
                            "[4.442647008263581, 7.62894391911761, 8.77348686764173] 0.0");
        }
    }

    @Test
    void jumpsFromThresholdToThresholdEveryQuarter() {
        var sea = new Sea(7, 40_000, Drift.evenly(40_000, 4), 0);
        double[] thetas = {8, 9, 7, 9.5};
        try (var rows = sea.rows()) {
            var all = rows.toList();
            for (int i = 0; i < all.size(); i++) {
                var f = all.get(i).features();
                assertThat(all.get(i).label()).isEqualTo(f.get(0) + f.get(1) <= thetas[i / 10_000] ? 1 : 0);
            }
        }
    }

    @Test
    void flipsATenthOfTheLabels() {
        try (var rows = new Sea(7, 100_000, new Drift(100_000, 1), 0.1).rows()) {
            long flipped = rows.filter(r -> (r.features().get(0) + r.features().get(1) <= 8) != (r.label() == 1))
                    .count();
            assertThat(flipped).isBetween(9_700L, 10_300L);
        }
    }
}
