package dev.evergreen.ingest.event;

import java.time.Instant;

/**
 * The truth about an earlier event.
 *
 * @param id of the feature event it belongs to
 * @param eventTime when the label became known
 * @param label the class's code, or the number
 */
public record LabelEvent(String id, Instant eventTime, double label) {}
