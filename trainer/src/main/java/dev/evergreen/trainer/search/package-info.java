/**
 * Candidates, folds, seeds, metrics, ranking. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.trainer.search;
