package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.ingest.text.OneLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics from their beginning, committed records alone, on a thread of its own until it is closed. */
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PROBLEM = 200;

    private final KafkaConnection kafka;
    private final BoardFeed feed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Only this thread's: where to go on after trouble. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** Starts reading; topics that are not there are looked for again whenever the cluster was out of reach. */
    TopicReader(KafkaConnection kafka, BoardFeed feed) {
        this.kafka = kafka;
        this.feed = feed;
        thread = Thread.ofPlatform().name("dashboard-reader").daemon().start(this::readOn);
    }

    private void readOn() {
        try {
            do {
                readUntilTrouble();
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException ended) {
            // Nobody does that, and then nothing is left to do.
        }
    }

    private void readUntilTrouble() {
        try (var consumer = kafka.consumer()) {
            begin(consumer);
            while (closed.getCount() > 0) {
                read(consumer);
            }
        } catch (KafkaException | KafkaProblemException trouble) {
            LOG.warn("the dashboard cannot read: {}", trouble.getMessage());
            feed.reading(0, Optional.of(OneLine.of("cannot read from Kafka: " + trouble.getMessage(), PROBLEM)));
        }
    }

    private void begin(Consumer<String, byte[]> consumer) {
        var there = consumer.listTopics();
        List<TopicPartition> partitions = feed.topics().stream()
                .filter(there::containsKey)
                .flatMap(topic -> there.get(topic).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaProblemException("none of the pipelines' topics is there");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        partitions.stream()
                .filter(positions::containsKey)
                .forEach(partition -> consumer.seek(partition, positions.get(partition)));
    }

    private void read(Consumer<String, byte[]> consumer) {
        for (var record : consumer.poll(POLL)) {
            if (record.value() != null) {
                feed.accept(record.topic(), record.value());
            }
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        feed.reading(behind(consumer), Optional.empty());
    }

    /** As far as is known without asking. */
    private static long behind(Consumer<String, byte[]> consumer) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Not by an interrupt, of which the consumer would complain: a poll is short. */
    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.join(PATIENCE);
    }
}
