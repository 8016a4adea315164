package dev.evergreen.ingest.event;

import java.time.Instant;

/**
 * Features and their label, joined.
 *
 * @param eventTime of the features
 * @param labelTime when the label became known
 * @param label the class's code, or the number
 */
public record LabeledExample(String id, Instant eventTime, Instant labelTime, FeatureVector features, double label) {}
