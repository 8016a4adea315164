package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class EvaluatorConfigTest {
    private static final Path DIR = Path.of("state");

    @Test
    void runsExactlyOnceAndFetchesWholeModels() {
        var config = new StreamsConfig(new EvaluatorConfig("b:9092", "demo", DIR, Map.of()).toProperties());
        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("evergreen-evaluator-demo");
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        assertThat(config.getString(StreamsConfig.STATE_DIR_CONFIG)).isEqualTo("state");
        assertThat(config.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG))
                .isEqualTo(1 << 20);
        assertThat(config.getClass(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG))
                .isEqualTo(ModelFiles.class);
        assertThat(config.getGlobalConsumerConfigs("c"))
                .containsEntry("max.partition.fetch.bytes", 64 << 20)
                .containsEntry("isolation.level", "read_committed");
        assertThat(config.getMainConsumerConfigs("g", "c", 0)).containsEntry("auto.offset.reset", "earliest");
    }

    @Test
    void extraPropertiesWin() {
        var extra = Map.of("commit.interval.ms", "50", "num.stream.threads", "2");
        var config = new StreamsConfig(new EvaluatorConfig("b:9092", "demo", DIR, extra).toProperties());
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(50);
        assertThat(config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(2);
    }
}
