package dev.evergreen.evaluator.champion;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.LongFunction;

/**
 * An event that has its label.
 *
 * @param label the class's code, or the number
 * @param prediction what the model of a round had answered in time; empty if it had not
 */
public record Row(Instant eventTime, double label, LongFunction<OptionalDouble> prediction) {}
