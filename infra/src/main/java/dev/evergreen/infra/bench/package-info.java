/**
 * Measures on a machine what n_jobs brings, how others search and fit, and how fast a model scores rows: processes that each
 * run rounds or a search, single fits, the figures side by side. How a round runs lies in {@code search}, the other side in
 * {@code python}; must not import Flink or Kafka.
 */
package dev.evergreen.infra.bench;
