package dev.evergreen.infra.process;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.embedded.Uninterrupted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process of its own that works beside this one until it is closed: its stdin ends then, and it is to end. It never outlives
 * this object.
 *
 * @param <M> what it says, one JSON object a line
 */
public final class Companion<M> implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int LOOKS_AT_THE_END = 40;

    private final String name;
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final FutureTask<Optional<M>> life;

    private Companion(String name, List<String> command, Class<M> type, Consumer<M> hear, Consumer<String> notes) {
        this.name = name;
        var process = new TalkingProcess<>(name, command, Map.of(), type);
        life = new FutureTask<>(() -> {
            var ended = process.run(
                    message -> {
                        hear.accept(message);
                        return Optional.of(message);
                    },
                    notes,
                    this::accompany);
            return Optional.of(ended.result());
        });
    }

    /**
     * Starts it.
     *
     * @param name for messages
     * @param hear is given every message, on a thread of its own
     * @param notes hears what else it prints
     */
    public static <M> Companion<M> start(
            String name, List<String> command, Class<M> type, Consumer<M> hear, Consumer<String> notes) {
        var companion = new Companion<>(name, command, type, hear, notes);
        Thread.ofPlatform().name(name).daemon().start(companion.life);
        return companion;
    }

    private Process accompany(Process process) throws InterruptedException {
        started.complete(process);
        while (process.isAlive() && !asked.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            // It works.
        }
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // Then it needs no telling.
        }
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process;
    }

    /**
     * @throws BadInputException if it could not be started, or has ended, with what it said last
     * @throws InterruptedException if the caller is interrupted
     */
    public long pid() throws InterruptedException {
        while (!started.isDone()) {
            requireAlive();
            Thread.sleep(BETWEEN_LOOKS);
        }
        return started.join().pid();
    }

    /**
     * @throws BadInputException if it has ended, with what it said last
     * @throws InterruptedException if the caller is interrupted
     */
    public void requireAlive() throws InterruptedException {
        if (!life.isDone()) {
            return;
        }
        try {
            life.get();
        } catch (ExecutionException failed) {
            throw new BadInputException(failed.getCause().getMessage(), failed.getCause());
        }
        throw new BadInputException(name + ": its process has ended by itself");
    }

    /**
     * Sends it a byte, whatever that means to it.
     *
     * @throws BadInputException if it has ended, with what it said last
     */
    public void nudge() throws IOException, InterruptedException {
        pid();
        requireAlive();
        var toIt = started.join().getOutputStream();
        try {
            toIt.write('\n');
            toIt.flush();
        } catch (IOException closed) {
            // It is about to end, and what it said is still read.
            for (int look = 0; look < LOOKS_AT_THE_END; look++) {
                requireAlive();
                Thread.sleep(BETWEEN_LOOKS);
            }
            throw closed;
        }
    }

    /**
     * Returns the next of its words, which whoever hears it puts into a queue.
     *
     * @param otherwise what is wrong if none comes, such as {@code is not ready}
     * @throws BadInputException if none comes in time, or it has ended, with what it said last
     */
    public <T> T await(BlockingQueue<T> words, Duration patience, String otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            T word = words.poll(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            if (word != null) {
                return word;
            }
            requireAlive();
        }
        throw new BadInputException("%s: its process %s within %d s".formatted(name, otherwise, patience.toSeconds()));
    }

    /** Returns when it has ended. How it ended is of no interest any more. */
    @Override
    public void close() throws Exception {
        asked.countDown();
        Uninterrupted.run(() -> {
            try {
                life.get();
            } catch (ExecutionException ended) {
                // Whoever wants to know asks before.
            }
        });
    }
}
