/**
 * Broker, Flink and Kafka Streams in this JVM, and work on threads of its own that is not left behind.
 */
package dev.evergreen.infra.embedded;
