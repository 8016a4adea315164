package dev.evergreen.infra.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How to reach a Kafka cluster.
 *
 * @param properties of every client, such as those of encryption and authentication
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public KafkaConnection {
        properties = Map.copyOf(properties);
    }

    /** Without the properties' values, which hold passwords. */
    @Override
    public String toString() {
        return "Kafka at %s with the properties %s".formatted(bootstrapServers, new TreeMap<>(properties).keySet());
    }

    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /** What every client of the cluster is configured with. */
    public Map<String, String> clientProperties() {
        var all = new TreeMap<>(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }

    /** @throws KafkaProblemException if the cluster does not answer within ten seconds */
    public void check() {
        try (var admin = admin()) {
            var _ = get(admin.describeCluster().clusterId());
        }
    }

    /** @throws KafkaProblemException if no broker's address can be resolved or a property is wrong */
    public Admin admin() {
        var config = new HashMap<String, Object>(clientProperties());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        return make(() -> Admin.create(config));
    }

    /** An idempotent producer; it compresses by lz4 unless the properties have another {@code compression.type}. */
    public Producer<String, byte[]> producer() {
        var config = new HashMap<String, Object>(clientProperties());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return make(() -> new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    /** A consumer of committed records that belongs to no group. */
    public Consumer<String, byte[]> consumer() {
        var config = new HashMap<String, Object>(clientProperties());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return make(() -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /** @throws KafkaProblemException if the answer does not come in time, or is a refusal */
    public <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw problem(e.getCause() instanceof Exception cause ? cause : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaProblemException("interrupted while waiting for Kafka at " + bootstrapServers, e);
        }
    }

    KafkaProblemException problem(Exception cause) {
        return cause instanceof TimeoutException
                ? new KafkaProblemException(
                        "cannot reach Kafka at %s within %d s".formatted(bootstrapServers, PATIENCE.toSeconds()), cause)
                : new KafkaProblemException(
                        "Kafka at %s refuses: %s".formatted(bootstrapServers, cause.getMessage()), cause);
    }

    private <T> T make(Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            Throwable reason = e.getCause() instanceof KafkaException cause ? cause : e;
            throw new KafkaProblemException(
                    "cannot connect to Kafka at %s: %s".formatted(bootstrapServers, reason.getMessage()), e);
        }
    }
}
