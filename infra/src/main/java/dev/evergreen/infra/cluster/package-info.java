/**
 * Flink in processes of its own: a session cluster on this machine, and the trainer's job on any cluster, by its REST API.
 * Runs no engine in this JVM.
 */
package dev.evergreen.infra.cluster;
