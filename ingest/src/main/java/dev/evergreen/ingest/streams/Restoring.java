package dev.evergreen.ingest.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is read into an app's stores before it runs. That takes as long as there are records, so whoever waits for it
 * has patience for as long as they keep coming. Meanwhile the log tells twice a minute how many are left. Thread-safe.
 */
final class Restoring implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);
    static final Duration TELL_EVERY = Duration.ofSeconds(30);

    private final String app;
    private final InstantSource clock;
    private final Map<Part, Long> left = new HashMap<>();
    private Instant stepped;
    private Instant told;
    private boolean tells = true;
    private boolean failed;

    /** What is read from one partition into one store. */
    private record Part(TopicPartition partition, String store) {}

    /** @param app for messages; from now on there is patience with it */
    Restoring(String app, InstantSource clock) {
        this.app = app;
        this.clock = clock;
        stepped = clock.instant();
        told = stepped;
    }

    /** How much longer to wait for the next records, if {@code within} is the longest that they may take; negative if over. */
    synchronized Duration patience(Duration within) {
        return Duration.between(clock.instant(), stepped.plus(within));
    }

    /** A thread has failed, so that records may be read again and again: they are no progress from now on. */
    synchronized void failed() {
        failed = true;
    }

    /** What is read later, as partitions come from others, is told by nobody. */
    synchronized void tellNoMore() {
        tells = false;
    }

    /** Records still to be read, where it is known by now. */
    synchronized long left() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition partition, String store, long first, long end) {
        left.put(new Part(partition, store), Math.max(0, end - first));
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition partition, String store, long last, long records) {
        left.computeIfPresent(new Part(partition, store), (_, before) -> Math.max(0, before - records));
        if (records > 0 && !failed) {
            step();
        }
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition partition, String store, long records) {
        left.remove(new Part(partition, store));
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition partition, String store, long records) {
        left.remove(new Part(partition, store));
    }

    private void step() {
        stepped = clock.instant();
        if (tells && !stepped.isBefore(told.plus(TELL_EVERY))) {
            told = stepped;
            LOG.warn("{} reads its state before it runs: {} records are left", app, left());
        }
    }
}
