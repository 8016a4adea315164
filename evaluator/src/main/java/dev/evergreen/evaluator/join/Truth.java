package dev.evergreen.evaluator.join;

import java.time.Instant;

/**
 * The label of an event.
 *
 * @param eventTime of the features
 * @param labelTime when the label became known
 * @param label the class's code, or the number
 */
public record Truth(Instant eventTime, Instant labelTime, double label) {}
