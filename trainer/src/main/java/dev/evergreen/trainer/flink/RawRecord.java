package dev.evergreen.trainer.flink;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A Kafka record as it came, with all that is needed to reject it whole. A key, value or header value may be null, as in
 * Kafka.
 *
 * @param timestamp milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        String[] headerKeys,
        byte[][] headerValues) {

    static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        Header[] headers = record.headers().toArray();
        var keys = new String[headers.length];
        var values = new byte[headers.length][];
        for (int i = 0; i < headers.length; i++) {
            keys[i] = headers[i].key();
            values[i] = headers[i].value();
        }
        return new RawRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                keys,
                values);
    }
}
