/**
 * Drift: whether the champion's losses, or the features it is asked about, are no longer what they were. Detectors decide by
 * the rows alone, never by a clock, and their state can be written down and restored to the last bit. Pure. Must not import
 * Flink or Kafka.
 */
package dev.evergreen.evaluator.drift;
