/**
 * The whole of Evergreen in one process, fed with a stream: starts the embedded parts, replays, watches what comes out
 * and sums it up.
 */
package dev.evergreen.infra.demo;
