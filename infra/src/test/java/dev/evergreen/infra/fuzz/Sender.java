package dev.evergreen.infra.fuzz;

import dev.evergreen.infra.kafka.KafkaConnection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends messages and writes down where they stand and what has to become of them. */
final class Sender implements AutoCloseable {
    /** Tells our messages from those of the stack on the same topic, and must come back with them. */
    static final Header OURS = new RecordHeader("sent-by", Good.utf8("fuzz"));

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Optional<Exception>> failure = new AtomicReference<>(Optional.empty());

    Sender(KafkaConnection kafka) {
        var settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put("linger.ms", "20");
        settings.put("batch.size", Integer.toString(256 << 10));
        settings.put("max.request.size", Integer.toString(8 << 20));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param timestamp of the record, in ms */
    void send(Input input, byte[] key, byte[] value, long timestamp) {
        Verdict verdict = input.judge().of(key, value, timestamp);
        int hash = Ledger.hash(key, value);
        var record = new ProducerRecord<>(input.topic(), 0, timestamp, key, value, List.of(OURS));
        var _ = producer.send(record, (sent, failed) -> {
            if (failed == null) {
                input.ledger().sent(sent.offset(), verdict, hash);
            } else {
                failure.set(Optional.of(failed));
            }
        });
    }

    /** All of it is on the topics and written down. */
    void flush() {
        producer.flush();
        failure.get().ifPresent(failed -> {
            throw new AssertionError("a message could not be sent", failed);
        });
    }

    /** Beside the ledger. */
    void probe(String topic, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, 0, null, new byte[0], value, List.of(OURS)));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
