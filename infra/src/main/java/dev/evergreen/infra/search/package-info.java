/** Rounds of training over a file, by the same job that trains on a stream; no Kafka. */
package dev.evergreen.infra.search;
