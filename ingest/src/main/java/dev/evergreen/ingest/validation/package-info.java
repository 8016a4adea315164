/**
 * From bytes to events: what is malformed becomes a value with its reason. Must not import Flink or Kafka.
 */
package dev.evergreen.ingest.validation;
