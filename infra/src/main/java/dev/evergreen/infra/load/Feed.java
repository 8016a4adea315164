package dev.evergreen.infra.load;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.ingest.pipeline.Topics;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends rows to a pipeline's topics: the features of each, and the label of the row that is the delay back. For one thread. */
public final class Feed implements AutoCloseable {
    private final LoadRows rows;
    private final Topics topics;
    private final Producer<String, byte[]> producer;
    private long featuresSent;
    private long labelsSent;
    private long bytes;
    /** Written on the producer's thread alone. */
    private volatile Optional<Exception> refusal = Optional.empty();

    public Feed(LoadRows rows, Topics topics, KafkaConnection kafka) {
        this.rows = rows;
        this.topics = topics;
        this.producer = kafka.producer();
    }

    /** @throws KafkaProblemException if Kafka refused an earlier one */
    public void sendRow() {
        send(topics.features(), featuresSent, rows.features(featuresSent));
        featuresSent++;
        if (featuresSent - labelsSent > rows.labelDelay()) {
            sendLabel();
        }
    }

    /** The labels that are still to come; returns when Kafka has all. */
    public void finish() {
        while (labelsSent < featuresSent) {
            sendLabel();
        }
        producer.flush();
        check();
    }

    private void sendLabel() {
        send(topics.labels(), labelsSent, rows.label(labelsSent));
        labelsSent++;
    }

    private void send(String topic, long row, byte[] value) {
        check();
        bytes += value.length;
        var entry = new ProducerRecord<>(topic, rows.id(row), value);
        var _ = producer.send(entry, (_, why) -> {
            if (why != null) {
                refusal = Optional.of(why);
            }
        });
    }

    private void check() {
        if (refusal.isPresent()) {
            throw new KafkaProblemException(
                    "a record could not be sent: " + refusal.get().getMessage(), refusal.get());
        }
    }

    public long rowsSent() {
        return featuresSent;
    }

    /** Of the values, features and labels together. */
    public long bytesSent() {
        return bytes;
    }

    @Override
    public void close() {
        producer.close();
    }
}
