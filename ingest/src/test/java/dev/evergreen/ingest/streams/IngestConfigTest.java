package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
    private static final Path DIR = Path.of("state");

    @Test
    void runsExactlyOnceAndWritesWholeMessages() {
        var config = new StreamsConfig(new IngestConfig("b:9092", "demo", DIR, Map.of()).toProperties());
        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("evergreen-ingest-demo");
        assertThat(config.getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)).containsExactly("b:9092");
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        assertThat(config.getString(StreamsConfig.STATE_DIR_CONFIG)).isEqualTo("state");
        assertThat(config.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("session.timeout.ms", 10_000)
                .containsEntry("isolation.level", "read_committed");
        assertThat(config.getProducerConfigs("c"))
                .containsEntry("max.request.size", (4 << 20) + (64 << 10))
                .containsEntry("batch.size", 64 << 10);
    }

    @Test
    void extraPropertiesWin() {
        var extra = Map.of("commit.interval.ms", "50", "num.stream.threads", "2");
        var config = new StreamsConfig(new IngestConfig("b:9092", "demo", DIR, extra).toProperties());
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(50);
        assertThat(config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(2);
    }

    @Test
    void recordWithoutTimestampCountsAsComeNow() {
        var none = new ConsumerRecord<Object, Object>("t", 0, 0, null, null);
        assertThat(none.timestamp()).isNegative();
        long before = System.currentTimeMillis();
        assertThat(new RecordTime().extract(none, 5)).isBetween(before, System.currentTimeMillis());
    }
}
