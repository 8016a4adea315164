package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundTurnsTest {
    private final List<String> began = Collections.synchronizedList(new ArrayList<>());

    @Test
    void goesInACircle() throws Exception {
        var turns = new RoundTurns(3);

        together(runner(turns, 0, 3), runner(turns, 1, 3), runner(turns, 2, 3));

        assertThat(began).containsExactly("0.1", "1.1", "2.1", "0.2", "1.2", "2.2", "0.3", "1.3", "2.3");
    }

    @Test
    void goesOnWithoutThoseThatAreGone() throws Exception {
        var turns = new RoundTurns(3);

        together(runner(turns, 0, 1), runner(turns, 1, 3), runner(turns, 2, 2));

        assertThat(began).containsExactly("0.1", "1.1", "2.1", "1.2", "2.2", "1.3");
    }

    @Test
    void waitsUntilAllAreReady() throws Exception {
        var turns = new RoundTurns(2);
        Thread first = Thread.ofPlatform().start(runner(turns, 0, 1));

        assertThat(first.join(Duration.ofMillis(100))).isFalse();
        assertThat(began).isEmpty();

        together(runner(turns, 1, 1));
        first.join();
        assertThat(began).containsExactly("0.1", "1.1");
    }

    @Test
    void doesNotWaitForOneThatNeverGotReady() throws Exception {
        var turns = new RoundTurns(2);
        turns.leave(0);

        together(runner(turns, 1, 2));

        assertThat(began).containsExactly("1.1", "1.2");
    }

    @Test
    void letsGoOfOneThatIsGoneWhileItWaits() throws Exception {
        var turns = new RoundTurns(2);
        Thread waits = Thread.ofPlatform().start(() -> turns.await(1));
        assertThat(waits.join(Duration.ofMillis(100))).isFalse();

        turns.leave(1);

        waits.join();
        together(runner(turns, 0, 1));
        assertThat(began).containsExactly("0.1");
    }

    /** Works for a moment in each of its rounds. */
    private Runnable runner(RoundTurns turns, int runner, int rounds) {
        return () -> {
            for (int round = 1; round <= rounds; round++) {
                turns.await(runner);
                began.add(runner + "." + round);
                pause();
            }
            turns.leave(runner);
        };
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void together(Runnable... runners) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (Runnable runner : runners) {
            threads.add(Thread.ofPlatform().start(runner));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
