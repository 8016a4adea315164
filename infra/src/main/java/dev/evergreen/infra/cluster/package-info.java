/**
 * Flink and Kafka in processes of their own on this machine, and the trainer's job on any Flink cluster, by its REST API.
 * Runs no engine in this JVM.
 */
package dev.evergreen.infra.cluster;
