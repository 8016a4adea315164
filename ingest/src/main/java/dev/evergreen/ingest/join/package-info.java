/**
 * The rules by which features meet their label. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.ingest.join;
