package dev.evergreen.infra.cli;

/**
 * How much is to be killed.
 *
 * @param faults at least one
 * @param seed of what dies when
 */
public record ChaosOptions(int faults, long seed) {}
