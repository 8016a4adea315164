package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitTest {
    private final TimeLimit limit = new TimeLimit();

    @AfterEach
    void close() {
        limit.close();
    }

    @Test
    void stopsWorkThatTakesTooLong() {
        assertThatThrownBy(() -> limit.call(Duration.ofMillis(50), () -> sleep(20_000)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("stopped after its time limit of 0.05 s");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesWorkAloneThatIsInTime() throws Exception {
        assertThat(limit.call(Duration.ofSeconds(20), () -> 7)).isEqualTo(7);
    }

    @Test
    void neverInterruptsWhatComesAfterOnTheSameThread() throws Exception {
        for (int i = 0; i < 200; i++) {
            try {
                limit.call(Duration.ofMillis(1), () -> sleep(1));
            } catch (TimeoutException justMissed) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
            assertThat(sleep(0)).isZero();
        }
    }

    @Test
    void passesOnAnInterruptOfSomeoneElse() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> limit.call(Duration.ofSeconds(20), () -> sleep(20_000)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void passesOnWhatTheWorkThrows() {
        assertThatThrownBy(() -> limit.call(Duration.ofSeconds(20), () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    private static int sleep(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }
}
