package dev.evergreen.infra.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HiccupsTest {
    private static final long MS = 1_000_000;

    @Test
    void theLatestOfAllThreadsCountsLessWhatItSlept() {
        var change = new Change(0, 100 * MS, 110 * MS);
        var one = new Silences(new long[] {0, 101 * MS, 104 * MS, 400 * MS});
        var other = new Silences(new long[] {99 * MS, 130 * MS, 400 * MS, 410 * MS});

        // Until 310 ms: 296 and 270 ms between two wakings.
        assertThat(Hiccups.late(List.of(one, other), times -> times.at(change))).isEqualTo(294 * MS);
    }

    @Test
    void whoWakesEarlyIsNotLate() {
        var change = new Change(0, 100 * MS, 101 * MS);
        var woken = new long[400];
        for (int i = 0; i < woken.length; i++) {
            woken[i] = i * MS;
        }

        assertThat(Hiccups.late(List.of(new Silences(woken)), times -> times.at(change)))
                .isZero();
    }

    @Test
    void threadsWakeAgainAndAgainUntilItIsClosed() throws Exception {
        long begin = System.nanoTime();
        var hiccups = new Hiccups();
        TimeUnit.SECONDS.sleep(1);
        hiccups.close();
        List<Silences> times = hiccups.times();
        long took = System.nanoTime() - begin;

        assertThat(times).isNotEmpty();
        var all = new Change(0, begin, begin + took);
        for (Silences thread : times) {
            assertThat(thread.at(all)).isBetween(Hiccups.SLEEP.toNanos() / 2, took);
        }
    }
}
