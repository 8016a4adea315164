package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitThreadTest {

    @Test
    void parallelStreamsStayOnIt() throws Exception {
        try (var thread = new FitThread("one")) {
            var names = thread.call(() -> IntStream.range(0, 10_000)
                    .parallel()
                    .mapToObj(_ -> Thread.currentThread().getName())
                    .distinct()
                    .toList());
            assertThat(names).containsExactly("one");
        }
    }

    @Test
    void knowsWhetherItIsTheCurrentThread() throws Exception {
        assertThat(FitThread.isCurrent()).isFalse();
        assertThat(ForkJoinPool.commonPool().submit(FitThread::isCurrent).get()).isFalse();
        try (var thread = new FitThread("one")) {
            assertThat(thread.call(FitThread::isCurrent)).isTrue();
        }
    }

    @Test
    void passesOnWhatTheTaskThrows() {
        try (var thread = new FitThread("one")) {
            assertThatThrownBy(() -> thread.call(() -> {
                        throw new IOException("disk");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk");
            assertThatThrownBy(() -> thread.call(() -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void interruptOfTheCallerEndsTheTaskAndNotTheNext() throws Exception {
        try (var thread = new FitThread("one")) {
            var started = new CountDownLatch(1);
            var ended = new AtomicBoolean();
            var outcome = new AtomicReference<Throwable>();
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    thread.call(() -> {
                        started.countDown();
                        try {
                            Thread.sleep(60_000);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        ended.set(true);
                        return 1;
                    });
                } catch (Throwable t) {
                    assertThat(ended).isTrue();
                    outcome.set(t);
                }
            });
            started.await();
            caller.interrupt();
            caller.join();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            assertThat(thread.call(() -> Thread.currentThread().isInterrupted()))
                    .isFalse();
        }
    }
}
