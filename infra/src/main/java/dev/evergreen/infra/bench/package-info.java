/**
 * Measures what n_jobs brings on a machine: processes that each run rounds with one n_jobs, the figures side by side, the
 * value that pays, a plot. How a round runs lies in {@code search}. Measures also how fast a model scores rows. Must not
 * import Flink or Kafka.
 */
package dev.evergreen.infra.bench;
