package dev.evergreen.infra.search;

import dev.evergreen.trainer.flink.OutputRecord;
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
 * Hands what a job in this process publishes to one reader, in order. Flink's own way asks the job over a socket, with
 * messages of Java's serialization, whether there is more: code that a process of some rounds compiles in vain.
 */
final class Handover implements AutoCloseable {
    /** Records that wait to be read; then the job waits. */
    static final int ROOM = 256;

    private static final long LOOK_AGAIN_MS = 100;

    /** Static, as what a job is given are copies. */
    private static final Map<String, BlockingQueue<OutputRecord>> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final BlockingQueue<OutputRecord> waiting = new ArrayBlockingQueue<>(ROOM);

    private Handover() {}

    static Handover open() {
        var handover = new Handover();
        OPEN.put(handover.name, handover.waiting);
        return handover;
    }

    /** To be written to by one task. */
    Sink<OutputRecord> sink() {
        return new Giving(name);
    }

    /**
     * The next record; empty when the job has ended and all are read.
     *
     * @param end of the job
     * @throws IllegalStateException when all are read and the job has failed
     */
    Optional<OutputRecord> next(Future<?> end) throws InterruptedException {
        while (true) {
            // Asked first: what was written before the end is there after it.
            boolean ended = end.isDone();
            OutputRecord next = waiting.poll(ended ? 0 : LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            if (next != null) {
                return Optional.of(next);
            }
            if (ended) {
                requireSuccess(end);
                return Optional.empty();
            }
        }
    }

    private static void requireSuccess(Future<?> end) {
        if (end.state() == Future.State.FAILED) {
            throw new IllegalStateException("the job failed", end.exceptionNow());
        }
    }

    /** What is written after this goes nowhere. */
    @Override
    public void close() {
        OPEN.remove(name);
        // Lets a task that waits for room see that there is none to come.
        waiting.clear();
    }

    private record Giving(String name) implements Sink<OutputRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<OutputRecord> createWriter(WriterInitContext context) {
            return new Writer(name);
        }
    }

    private record Writer(String name) implements SinkWriter<OutputRecord> {

        @Override
        public void write(OutputRecord record, Context context) throws InterruptedException {
            BlockingQueue<OutputRecord> reader = OPEN.get(name);
            if (reader != null) {
                reader.put(record);
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            // A record is with its reader when it is written.
        }

        @Override
        public void close() {
            // The reader closes.
        }
    }
}
