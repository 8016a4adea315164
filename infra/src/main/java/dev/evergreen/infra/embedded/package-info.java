/**
 * Broker, Flink and Kafka Streams in this JVM.
 */
package dev.evergreen.infra.embedded;
