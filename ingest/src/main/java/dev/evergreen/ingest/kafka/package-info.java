/**
 * The topics of a pipeline as Kafka must have them. Must not import Kafka Streams or Flink.
 */
package dev.evergreen.ingest.kafka;
