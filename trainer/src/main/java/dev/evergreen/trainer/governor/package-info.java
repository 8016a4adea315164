/**
 * {@code n_jobs: auto}: how many fits the next round is to run at once, from what the last ones were measured to do. Pure;
 * must not import Flink or Kafka.
 */
package dev.evergreen.trainer.governor;
