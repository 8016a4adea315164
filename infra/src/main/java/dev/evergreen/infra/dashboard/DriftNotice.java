package dev.evergreen.infra.dashboard;

import java.time.Instant;
import java.util.Optional;

/**
 * What the page shows of an alarm on {@code <prefix>.drift}; whatever else stands in the record is passed over.
 *
 * @param feature that has changed; absent if it is the champion's losses
 * @param rows labeled events that were evaluated until then
 */
record DriftNotice(
        String pipeline, String detector, Optional<String> feature, long rows, Instant eventTime, String reason) {}
