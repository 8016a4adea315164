/**
 * The model format: flat trees, their binary form, and how they score. Must not import Smile, Flink or Kafka.
 */
package dev.evergreen.trainer.artifact;
