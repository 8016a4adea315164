/**
 * What the command line does at a Kafka cluster: reach it, make topics, read models.
 */
package dev.evergreen.infra.kafka;
