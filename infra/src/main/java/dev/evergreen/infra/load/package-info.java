/**
 * Kafka's side of measuring ingest at load: the processes that take part, messages made beforehand and sent at a pace, how far
 * a group is, and whether each row arrived once. Figures are made of it in {@code bench}.
 */
package dev.evergreen.infra.load;
