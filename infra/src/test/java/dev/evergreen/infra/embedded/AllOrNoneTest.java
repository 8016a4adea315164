package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AllOrNoneTest {

    @Test
    void returnsWhatAllReturnInTheirOrder() throws Exception {
        var second = new CountDownLatch(1);

        // The first waits for the second: they run at once.
        List<String> results = AllOrNone.call(List.of(
                () -> {
                    second.await();
                    return "one";
                },
                () -> {
                    second.countDown();
                    return "two";
                }));

        assertThat(results).containsExactly("one", "two");
    }

    @Test
    void endsTheOthersWhereOneFails() {
        var end = new AtomicReference<String>("runs");

        assertThatThrownBy(() -> AllOrNone.call(List.of(sleeper(end, new CountDownLatch(1)), () -> {
                    throw new IOException("full");
                })))
                .isInstanceOf(IOException.class)
                .hasMessage("full");

        assertThat(end).hasValue("interrupted");
    }

    @Test
    void endsAllWhereItIsInterrupted() throws Exception {
        var end = new AtomicReference<String>("runs");
        var thrown = new AtomicReference<Exception>();
        var sleeps = new CountDownLatch(1);
        var caller = Thread.ofPlatform().start(() -> {
            try {
                var _ = AllOrNone.call(List.of(sleeper(end, sleeps)));
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        sleeps.await();

        caller.interrupt();

        caller.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(end).hasValue("interrupted");
    }

    private static Callable<String> sleeper(AtomicReference<String> end, CountDownLatch sleeps) {
        return () -> {
            sleeps.countDown();
            try {
                Thread.sleep(600_000);
                return "slept";
            } catch (InterruptedException asked) {
                end.set("interrupted");
                throw asked;
            }
        };
    }
}
