package dev.evergreen.infra.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.cli.BadInputException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CompanionTest {
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

    /** What the processes here say. */
    record Said(String word) {}

    @Test
    void isHeardWhileItWorksAndEndsWhenItIsClosed() throws Exception {
        long pid;
        try (var companion =
                start("echo '{\"word\":\"ready\"}'; while read x; do echo '{\"word\":\"nudged\"}'; done")) {
            assertThat(next()).isEqualTo("ready");
            companion.nudge();
            assertThat(next()).isEqualTo("nudged");
            companion.requireAlive();
            pid = companion.pid();
        }

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void tellsWhyItFailed() throws Exception {
        try (var companion = start("echo 'evergreen: no disk' >&2; exit 2")) {
            assertThatThrownBy(() -> untilEnd(companion))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("helper: its process ended with exit code 2 and said last: no disk");
        }
    }

    @Test
    void tellsWhyItFailedToWhoeverNudgesIt() throws Exception {
        try (var companion = start(
                "echo '{\"word\":\"ready\"}'; read x; exec 0<&-; sleep 0.2; echo 'evergreen: full' >&2; exit 2")) {
            assertThat(next()).isEqualTo("ready");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            companion.nudge();
                            Thread.sleep(5);
                        }
                    })
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("helper: its process ended with exit code 2 and said last: full");
        }
    }

    @Test
    void itsWordsAreNotWaitedForForEver() throws Exception {
        try (var companion = start("echo '{\"word\":\"ready\"}'; read x")) {
            assertThat(companion.await(said, Duration.ofSeconds(10), "is not ready"))
                    .isEqualTo(new Said("ready"));
            assertThatThrownBy(() -> companion.await(said, Duration.ofSeconds(1), "says no more"))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("helper: its process says no more within 1 s");
        }
    }

    @Test
    void isNotToEndByItself() throws Exception {
        try (var companion = start("echo '{\"word\":\"done\"}'")) {
            assertThatThrownBy(() -> untilEnd(companion)).hasMessage("helper: its process has ended by itself");
        }
    }

    private String next() throws InterruptedException {
        return said.poll(10, TimeUnit.SECONDS).word();
    }

    private static void untilEnd(Companion<Said> companion) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            companion.requireAlive();
            Thread.sleep(10);
        }
    }

    private Companion<Said> start(String script) {
        return Companion.start("helper", List.of("sh", "-c", script), Said.class, said::add, _ -> {});
    }
}
