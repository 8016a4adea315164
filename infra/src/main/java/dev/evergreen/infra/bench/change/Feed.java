package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends features and, after each, its labeled row, at a steady rate on a thread of its own until it is closed. */
final class Feed implements AutoCloseable {
    private static final int DISTINCT = 1_000;

    private final Pipeline pipeline;
    private final List<Row> rows;
    private final EventWriter writer;
    private final int rowsPerSecond;
    private final Producer<String, byte[]> producer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private volatile long sent;

    Feed(Pipeline pipeline, RowSource source, int rowsPerSecond, Producer<String, byte[]> producer) {
        this.pipeline = pipeline;
        this.writer = new EventWriter(pipeline);
        this.rowsPerSecond = rowsPerSecond;
        this.producer = producer;
        try (var all = source.rows()) {
            rows = all.limit(DISTINCT).toList();
        }
        thread = Thread.ofPlatform().name("feed").start(this::send);
    }

    private void send() {
        long begin = System.nanoTime();
        long next = 0;
        while (!closed.get()) {
            long due = begin + TimeUnit.SECONDS.toNanos(1) * next / rowsPerSecond;
            long early = due - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            } else {
                send(next);
                sent = ++next;
            }
        }
    }

    private void send(long number) {
        Row row = rows.get((int) (number % rows.size()));
        String id = Long.toString(number);
        Instant now = Instant.now();
        byte[] features = writer.features(new FeatureEvent(id, now, row.features()));
        byte[] labeled = writer.labeled(new LabeledExample(id, now, now, row.features(), row.label()));
        var _ = producer.send(new ProducerRecord<>(pipeline.topics().features(), id, features));
        var _ = producer.send(new ProducerRecord<>(pipeline.topics().labeled(), id, labeled));
    }

    /** Events so far. */
    long sent() {
        return sent;
    }

    /** Returns when all is with the broker. */
    @Override
    public void close() throws Exception {
        closed.set(true);
        Uninterrupted.run(() -> {
            thread.join();
            producer.flush();
        });
    }
}
