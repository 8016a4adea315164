/**
 * Answers feature events with the newest model. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.evaluator.scoring;
