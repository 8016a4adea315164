package dev.evergreen.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Samples;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    private static final Map<String, NewTopic> TOPICS = TopicSettings.of(Samples.ELECTRICITY, 6, (short) 3).stream()
            .collect(Collectors.toMap(NewTopic::name, Function.identity()));

    @Test
    void coverAllTopicsInOrder() {
        assertThat(TopicSettings.of(Samples.ELECTRICITY, 6, (short) 3))
                .extracting(NewTopic::name)
                .isEqualTo(Samples.ELECTRICITY.topics().all());
        assertThat(TOPICS.values())
                .allSatisfy(t -> assertThat(t.replicationFactor()).isEqualTo((short) 3));
    }

    @Test
    void eventsArePartitionedAndResultsAreNot() {
        assertThat(TOPICS.values().stream().filter(t -> t.numPartitions() == 6).map(NewTopic::name))
                .containsExactlyInAnyOrder(
                        "electricity.features",
                        "electricity.labels",
                        "electricity.labeled",
                        "electricity.rejected",
                        "electricity.predictions",
                        "electricity.evaluations");
        assertThat(TOPICS.values().stream().filter(t -> t.numPartitions() == 1).map(NewTopic::name))
                .containsExactlyInAnyOrder(
                        "electricity.models",
                        "electricity.searches",
                        "electricity.resource-metrics",
                        "electricity.control",
                        "electricity.champions",
                        "electricity.model-events",
                        "electricity.drift");
    }

    @Test
    void modelsStayAndAreLarge() {
        assertThat(config("models"))
                .isEqualTo(Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "-1",
                        "retention.bytes",
                        "-1",
                        "max.message.bytes",
                        "33554432",
                        "compression.type",
                        "zstd"));
    }

    @Test
    void searchesStay() {
        assertThat(config("searches"))
                .isEqualTo(Map.of("retention.ms", "-1", "retention.bytes", "-1", "max.message.bytes", "8388608"));
    }

    @Test
    void ofChampionsTheNewestStaysAndOfDecisionsAndAlarmsAll() {
        assertThat(config("champions")).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(config("model-events")).isEqualTo(Map.of("retention.ms", "-1", "retention.bytes", "-1"));
        assertThat(config("drift")).isEqualTo(Map.of("retention.ms", "-1", "retention.bytes", "-1"));
    }

    @Test
    void eventsFitWithKeyAndHeaders() {
        assertThat(config("features")).isEqualTo(Map.of("max.message.bytes", "1114112"));
        assertThat(config("labels")).isEqualTo(Map.of("max.message.bytes", "1114112"));
        assertThat(config("labeled")).isEqualTo(Map.of("max.message.bytes", "4259840"));
        assertThat(config("rejected")).isEqualTo(Map.of("max.message.bytes", "2097152"));
    }

    @Test
    void theRestIsTheBrokersToSay() {
        for (String topic : new String[] {"control", "resource-metrics", "predictions", "evaluations"}) {
            assertThat(config(topic)).isEmpty();
        }
    }

    private static Map<String, String> config(String topic) {
        return TOPICS.get("electricity." + topic).configs();
    }
}
