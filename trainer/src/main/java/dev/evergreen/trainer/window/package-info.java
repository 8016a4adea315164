/**
 * Training rows in columns, the sliding window and its triggers. Pure. Must not import Flink or Kafka.
 */
package dev.evergreen.trainer.window;
