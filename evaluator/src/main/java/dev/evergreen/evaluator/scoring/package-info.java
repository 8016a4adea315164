/**
 * Answers feature events with the champion, and with its challengers in its shadow. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.evaluator.scoring;
