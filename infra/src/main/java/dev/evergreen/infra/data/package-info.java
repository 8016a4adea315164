/**
 * Rows to replay or to search over: CSV files and the generators of the literature. Pure. Must not import Flink or
 * Kafka.
 */
package dev.evergreen.infra.data;
