/**
 * Wires scoring and evaluation into a Kafka Streams topology. The only package of evaluator that imports Kafka.
 */
package dev.evergreen.evaluator.streams;
