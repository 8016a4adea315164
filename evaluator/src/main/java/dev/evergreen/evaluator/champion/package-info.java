/**
 * Champion against challengers: which model answers, decided by a sequential test that may be looked at after every row.
 * Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.evaluator.champion;
