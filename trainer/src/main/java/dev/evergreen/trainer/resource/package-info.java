/**
 * What a fit and a round cost, and who may compute at once. Must not import Flink or Kafka.
 */
package dev.evergreen.trainer.resource;
