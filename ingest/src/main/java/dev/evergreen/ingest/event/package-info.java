/**
 * The wire formats: one record for each kind of message, and how it is written as JSON. Each has a JSON Schema of the
 * same name in this module's resources under {@code schemas/}. Must not import Flink or Kafka.
 */
package dev.evergreen.ingest.event;
