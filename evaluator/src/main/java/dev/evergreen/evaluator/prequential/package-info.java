/**
 * Test-then-train figures over a stream. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.evaluator.prequential;
