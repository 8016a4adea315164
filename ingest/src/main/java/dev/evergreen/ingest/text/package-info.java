/**
 * How text from outside is quoted in messages for people. Must not import Flink or Kafka.
 */
package dev.evergreen.ingest.text;
