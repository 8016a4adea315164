/**
 * What a user writes down about one pipeline: features, label, window, triggers, search. One tree of records, filled
 * with defaults and checked in their compact constructors. Must not import Flink or Kafka.
 */
package dev.evergreen.ingest.pipeline;
