package dev.evergreen.infra.search;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Hands things to a job in this process, of classes that this loader loads, or those that it publishes to a reader in it, in
 * order. Flink's own way asks the job over a socket, with messages of Java's serialization, whether there is more: code that a process of some rounds
 * compiles in vain.
 */
final class Handover<T> implements AutoCloseable {
    /** Things that wait to be taken; then whoever puts more waits. */
    static final int ROOM = 256;

    private static final long LOOK_AGAIN_MS = 100;

    /** By name. Static, as what a job is given are copies. */
    private static final Map<String, BlockingQueue<Object>> OPEN = new ConcurrentHashMap<>();

    private final End<T> end;
    private final BlockingQueue<Object> waiting = new ArrayBlockingQueue<>(ROOM);

    private Handover(String name) {
        this.end = new End<>(name);
        OPEN.put(name, waiting);
    }

    static <T> Handover<T> open() {
        return new Handover<>(UUID.randomUUID().toString());
    }

    /** The job's end of it, or this one's: either may put, and the other take. */
    End<T> end() {
        return end;
    }

    /** For a job that publishes. To be written to by one task. */
    Sink<T> sink() {
        return new Giving<>(end);
    }

    /**
     * The next thing that a job publishes; empty when the job has ended and all are read.
     *
     * @param job its end
     * @throws IllegalStateException when all are read and the job has failed
     */
    Optional<T> next(Future<?> job) throws InterruptedException {
        while (true) {
            // Asked first: what was written before the end is there after it.
            boolean ended = job.isDone();
            Optional<T> next = end.take(Duration.ofMillis(ended ? 0 : LOOK_AGAIN_MS));
            if (next.isPresent()) {
                return next;
            }
            if (ended) {
                requireSuccess(job);
                return Optional.empty();
            }
        }
    }

    private static void requireSuccess(Future<?> job) {
        if (job.state() == Future.State.FAILED) {
            throw new IllegalStateException("the job failed", job.exceptionNow());
        }
    }

    /** What is put after this goes nowhere. */
    @Override
    public void close() {
        OPEN.remove(end.name());
        // Lets a task that waits for room see that it need not.
        waiting.clear();
    }

    /** What a job's functions have of a handover. */
    record End<T>(String name) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Waits while there is no room. */
        void put(T thing) throws InterruptedException {
            BlockingQueue<Object> open = OPEN.get(name);
            if (open != null) {
                open.put(thing);
            }
        }

        /** The next thing, if one comes within some time; none ever does when the handover is closed. */
        @SuppressWarnings("unchecked") // Nothing but a T is put.
        Optional<T> take(Duration within) throws InterruptedException {
            BlockingQueue<Object> open = OPEN.get(name);
            if (open == null) {
                // So that whoever asks in a loop does not spin until it is ended.
                Thread.sleep(within);
                return Optional.empty();
            }
            return Optional.ofNullable((T) open.poll(within.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private record Giving<T>(End<T> end) implements Sink<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            if (!OPEN.containsKey(end.name())) {
                throw new IllegalStateException("nobody in this process reads what the job publishes");
            }
            return new Writer<>(end);
        }
    }

    private record Writer<T>(End<T> end) implements SinkWriter<T> {

        @Override
        public void write(T thing, Context context) throws InterruptedException {
            end.put(thing);
        }

        @Override
        public void flush(boolean endOfInput) {
            // What is written is with its reader.
        }

        @Override
        public void close() {
            // The reader closes.
        }
    }
}
