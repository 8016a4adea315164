package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void everyFitOfManyRoundsHasItsOwnSeed() {
        var seeds = new HashSet<Long>();
        int count = 0;
        for (long search = -1; search <= 1; search++) {
            for (int round = 1; round <= 20; round++) {
                for (int candidate = 0; candidate < 200; candidate++) {
                    seeds.add(Seeds.refit(search, round, candidate));
                    count++;
                    for (int fold = 0; fold < 10; fold++) {
                        seeds.add(Seeds.fit(search, round, candidate, fold));
                        count++;
                    }
                }
            }
        }
        assertThat(seeds).hasSize(count);
    }

    @Test
    void staysTheSameFromVersionToVersion() {
        assertThat(Seeds.fit(42, 1, 0, 0)).isEqualTo(-1858833182713506442L);
        assertThat(Seeds.refit(42, 1, 0)).isEqualTo(7459649453751714170L);
    }

    @Test
    void everyEntryDrawsByItsOwn() {
        assertThat(Seeds.draws(42, 0)).isNotEqualTo(Seeds.draws(42, 1)).isNotEqualTo(Seeds.draws(43, 0));
    }

    @Test
    void neighboursDifferInHalfTheirBits() {
        long flips = 0;
        for (int fold = 0; fold < 1000; fold++) {
            flips += Long.bitCount(Seeds.fit(42, 1, 0, fold) ^ Seeds.fit(42, 1, 0, fold + 1));
        }
        assertThat(flips / 1000.0).isBetween(31.0, 33.0);
    }
}
