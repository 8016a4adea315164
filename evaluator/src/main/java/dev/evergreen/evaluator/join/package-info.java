/**
 * A prediction waits for its label, and a label that is early for its prediction. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.evaluator.join;
