package dev.evergreen.trainer.flink;

/** A record for Kafka: everything the job writes goes through one sink, so that a round appears as a whole. */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record OutputRecord(String topic, byte[] key, byte[] value) {}
