package dev.evergreen.trainer.flink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends each record to the topic that it names. */
final class OutputSerializer implements KafkaRecordSerializationSchema<OutputRecord> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutputRecord element, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(element.topic(), element.key(), element.value());
    }
}
