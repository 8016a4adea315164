package dev.evergreen.infra.data;

import dev.evergreen.ingest.event.FeatureVector;

/**
 * One labeled row.
 *
 * @param label the class's code, or the number
 */
public record Row(FeatureVector features, double label) {}
