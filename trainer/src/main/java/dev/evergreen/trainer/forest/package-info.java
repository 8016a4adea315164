/**
 * Histogram trees: columns in 8 bits, made once for a window, and forests grown on them. Pure; it has no threads of its own
 * ({@code resource.Crew} lends some). Must not import Flink, Kafka or Smile. What users may ask of it lies in {@code learner}.
 */
package dev.evergreen.trainer.forest;
