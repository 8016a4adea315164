package dev.evergreen.infra.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilencesTest {
    private static final long MS = 1_000_000;

    @Test
    void atAChangeTheLongestIsThatFromSendingUntilALittleAfterTheFirstAnswer() {
        // Sent at 1,000 ms, answers at 1,100, over at 1,300.
        var change = new Change(0, 1_000 * MS, 1_100 * MS);

        assertThat(silences(0, 990, 1_030, 1_290, 1_400, 2_000).at(change)).isEqualTo(260 * MS);
    }

    @Test
    void oneThatGoesOnBeyondTheEndCountsWhole() {
        var change = new Change(0, 1_000 * MS, 1_100 * MS);

        assertThat(silences(990, 1_010, 1_250, 1_299, 1_900, 5_000).at(change)).isEqualTo(601 * MS);
    }

    @Test
    void oneThatBeganBeforeTheSendingCountsWhole() {
        var change = new Change(0, 1_000 * MS, 1_100 * MS);

        assertThat(silences(100, 1_001, 1_100, 1_300, 1_301).at(change)).isEqualTo(901 * MS);
    }

    @Test
    void beforeAChangeOnlyAsMuchTimeIsLookedAt() {
        // It lasts 300 ms with what is added: from 700 to 1,000.
        var change = new Change(0, 1_000 * MS, 1_100 * MS);

        assertThat(silences(0, 600, 690, 720, 900, 1_000, 1_001).before(change)).isEqualTo(180 * MS);
    }

    @Test
    void beforeAChangeTheOneBeforeItIsLeftOut() {
        var change = new Change(950 * MS, 1_000 * MS, 1_100 * MS);

        assertThat(silences(700, 940, 960, 990, 1_000, 1_001).before(change)).isEqualTo(30 * MS);
    }

    private static Silences silences(int... arrivalsMs) {
        var nanos = new long[arrivalsMs.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = arrivalsMs[i] * MS;
        }
        return new Silences(nanos);
    }
}
