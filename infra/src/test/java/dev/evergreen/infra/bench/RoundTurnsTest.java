package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.embedded.AllOrNone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundTurnsTest {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @Test
    void goesInACircle() throws Exception {
        var turns = new RoundTurns(3);

        var _ = AllOrNone.call(List.of(runner(turns, 0, 3), runner(turns, 1, 3), runner(turns, 2, 3)));

        assertRounds("0.1", "1.1", "2.1", "0.2", "1.2", "2.2", "0.3", "1.3", "2.3");
    }

    @Test
    void goesOnWithoutThoseThatAreGone() throws Exception {
        var turns = new RoundTurns(3);

        var _ = AllOrNone.call(List.of(runner(turns, 0, 1), runner(turns, 1, 3), runner(turns, 2, 2)));

        assertRounds("0.1", "1.1", "2.1", "1.2", "2.2", "1.3");
    }

    @Test
    void waitsUntilAllAreReady() throws Exception {
        var turns = new RoundTurns(2);
        Thread first = Thread.ofPlatform().start(new FutureTask<>(runner(turns, 0, 1)));

        assertThat(first.join(Duration.ofMillis(100))).isFalse();
        assertThat(said).isEmpty();

        var _ = AllOrNone.call(List.of(runner(turns, 1, 1)));
        first.join();
        assertRounds("0.1", "1.1");
    }

    @Test
    void doesNotWaitForOneThatNeverGotReady() throws Exception {
        var turns = new RoundTurns(2);
        turns.runner(0).leave();

        var _ = AllOrNone.call(List.of(runner(turns, 1, 2)));

        assertRounds("1.1", "1.2");
    }

    @Test
    void letsGoOfOneThatIsGoneWhileItWaits() throws Exception {
        var turns = new RoundTurns(2);
        Thread waits = Thread.ofPlatform().start(new FutureTask<>(() -> {
            turns.runner(1).await();
            return null;
        }));
        assertThat(waits.join(Duration.ofMillis(100))).isFalse();

        turns.runner(1).leave();

        waits.join();
        var _ = AllOrNone.call(List.of(runner(turns, 0, 1)));
        assertRounds("0.1");
    }

    /** In this order, and each ends before the next begins. */
    private void assertRounds(String... rounds) {
        assertThat(said)
                .containsExactlyElementsOf(Arrays.stream(rounds)
                        .flatMap(round -> Stream.of(round, "end " + round))
                        .toList());
    }

    /** Works for a moment in each of its rounds. */
    private Callable<Void> runner(RoundTurns turns, int runner, int rounds) {
        return () -> {
            for (int round = 1; round <= rounds; round++) {
                turns.runner(runner).await();
                said.add(runner + "." + round);
                Thread.sleep(5);
                said.add("end " + runner + "." + round);
            }
            turns.runner(runner).leave();
            return null;
        };
    }
}
