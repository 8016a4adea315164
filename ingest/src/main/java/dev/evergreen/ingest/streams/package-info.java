/**
 * Wires parsing and joining into a Kafka Streams topology. The only package of ingest that imports Kafka Streams.
 */
package dev.evergreen.ingest.streams;
