package dev.evergreen.infra.load;

import dev.evergreen.infra.kafka.KafkaConnection;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of {@code labeled} on a thread of its own as they become readable: which rows came how often,
 * and how long after their labels were sent, whose timestamps ingest leaves on what it writes.
 */
public final class Arrivals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final FutureTask<Boolean> work = new FutureTask<>(this::run, true);
    private final BitSet rows = new BitSet();
    private volatile Latencies latencies = new Latencies();
    private volatile boolean asked;
    private volatile long arrived;
    private volatile long bytes;
    private volatile long twice;

    public Arrivals(KafkaConnection kafka, String labeled) {
        consumer = kafka.consumer();
        var partitions = consumer.partitionsFor(labeled).stream()
                .map(p -> new TopicPartition(labeled, p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Thread.ofPlatform().name("arrivals").daemon().start(work);
    }

    private void run() {
        try (consumer) {
            while (!asked) {
                var records = consumer.poll(POLL);
                long now = System.currentTimeMillis();
                records.forEach(entry -> take(entry, now));
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on this thread alone
    private void take(ConsumerRecord<String, byte[]> entry, long now) {
        int row = LoadRows.row(entry.key());
        if (rows.get(row)) {
            twice++;
        }
        rows.set(row);
        latencies.add(now - entry.timestamp());
        bytes += entry.value().length;
        arrived++;
    }

    /** Begins anew with measuring how long it takes. */
    public void restartClock() {
        latencies = new Latencies();
    }

    /** Since the clock was started. */
    public Latencies latencies() {
        return latencies;
    }

    /** Records so far, one that came twice counts twice. */
    public long arrived() {
        return arrived;
    }

    /** Of the values of all that arrived. */
    public long bytes() {
        return bytes;
    }

    /** How many came once more than they should. */
    public long twice() {
        return twice;
    }

    /** @throws RuntimeException what it has failed of, if it has */
    public void requireRunning() throws InterruptedException {
        if (!work.isDone()) {
            return;
        }
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    /**
     * Stops reading.
     *
     * @param sent rows 0 to so many (excluded)
     * @return how many of them never came
     */
    public long missingOf(long sent) throws InterruptedException {
        asked = true;
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        return sent - rows.get(0, (int) sent).cardinality();
    }

    @Override
    public void close() {
        asked = true;
    }
}
