package dev.evergreen.infra.chaos;

import java.time.Duration;

/**
 * Something that is going to die.
 *
 * @param round in which
 * @param instance which of several of that kind, from 0; taken modulo their number
 * @param delay after the round's start
 */
record Fault(int round, Part part, int instance, Duration delay) {}
