package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What rounds there have been, as the end of {@code searches} tells. */
public final class RoundsBefore {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Offsets that are looked at first; markers of transactions take some of them. */
    private static final long LOOK_BACK = 16;

    private RoundsBefore() {}

    /** The last round of each pipeline that has had one. */
    public static Map<String, Long> read(List<Pipeline> pipelines, Properties client) {
        var settings = new Properties();
        settings.putAll(client);
        settings.put("isolation.level", "read_committed");
        var rounds = new HashMap<String, Long>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Pipeline pipeline : pipelines) {
                long last =
                        lastRound(consumer, new TopicPartition(pipeline.topics().searches(), 0));
                if (last > 0) {
                    rounds.put(pipeline.name(), last);
                }
            }
        }
        return rounds;
    }

    /** Looks back further and further, until a round is found or the topic's beginning is reached. */
    private static long lastRound(KafkaConsumer<byte[], byte[]> consumer, TopicPartition topic) {
        var only = List.of(topic);
        consumer.assign(only);
        long begin = consumer.beginningOffsets(only).get(topic);
        long end = consumer.endOffsets(only).get(topic);
        long last = 0;
        for (long back = LOOK_BACK; last == 0 && end > begin; back *= 8) {
            long from = Math.max(begin, end - back);
            consumer.seek(topic, from);
            while (consumer.position(topic) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    last = Math.max(last, round(record.value()));
                }
            }
            if (from == begin) {
                break;
            }
        }
        return last;
    }

    /** 0 for what is no result: the topic is the trainer's own, but anybody may have written there. */
    private static long round(byte[] value) {
        try {
            return value == null
                    ? 0
                    : Json.read(value, SearchResult.class, Integer.MAX_VALUE).round();
        } catch (MalformedJson notOurs) {
            return 0;
        }
    }
}
