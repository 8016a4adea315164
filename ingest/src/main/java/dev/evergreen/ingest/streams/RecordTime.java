package dev.evergreen.ingest.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The record's own timestamp, or now where it has none: Kafka Streams would drop such a record, or stop at it. */
public final class RecordTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
        return message.timestamp() < 0 ? System.currentTimeMillis() : message.timestamp();
    }
}
