package dev.evergreen.ingest.event;

import java.time.Instant;

/** Something happened and asks for a prediction; its label comes later. */
public record FeatureEvent(String id, Instant eventTime, FeatureVector features) {}
