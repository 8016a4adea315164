/**
 * Gradient boosting of trees on the columns in 8 bits that {@code forest} makes. Pure and single-threaded; must not import
 * Flink, Kafka or Smile. What users may ask of it lies in {@code learner}.
 */
package dev.evergreen.trainer.boosting;
