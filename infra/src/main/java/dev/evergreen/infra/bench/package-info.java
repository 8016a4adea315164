/**
 * Measures on a machine what n_jobs brings, how others search and fit, how fast a model scores rows, and how ingest does at
 * load: processes that each run rounds or a search, single fits, the figures side by side. How a round runs lies in {@code
 * search}, the other side in {@code python}, Kafka's in {@code load}; must not import Flink or Kafka.
 */
package dev.evergreen.infra.bench;
