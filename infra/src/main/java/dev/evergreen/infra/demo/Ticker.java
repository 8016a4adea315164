package dev.evergreen.infra.demo;

import java.time.Duration;

/** Does something small again and again on a thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Thread thread;

    Ticker(Runnable action) {
        thread = Thread.ofPlatform().name("ticker").daemon().start(() -> {
            try {
                while (true) {
                    Thread.sleep(EVERY);
                    action.run();
                }
            } catch (InterruptedException closed) {
                // Asked to stop.
            }
        });
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
