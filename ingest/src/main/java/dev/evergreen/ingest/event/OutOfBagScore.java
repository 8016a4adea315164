package dev.evergreen.ingest.event;

import dev.evergreen.ingest.pipeline.Scoring;

/**
 * How well a model answers for rows that its trees did not draw, each row asked of those trees alone: scikit-learn's {@code
 * oob_score_}.
 *
 * @param metric accuracy of classes, R2 of numbers
 * @param rows that at least one tree did not draw
 */
public record OutOfBagScore(Scoring metric, double value, int rows) {}
