/** What seeds and random numbers are mixed with. Pure; must not import Flink or Kafka. */
package dev.evergreen.trainer.seed;
