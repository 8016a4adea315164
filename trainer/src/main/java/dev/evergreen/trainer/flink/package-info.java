/**
 * Wires window, search and publishing into a Flink job. The only package of trainer that imports Flink.
 */
package dev.evergreen.trainer.flink;
