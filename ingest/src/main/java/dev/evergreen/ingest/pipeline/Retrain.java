package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.time.Duration;
import java.util.Optional;

/**
 * When a round of training starts. Triggers add up; none fires while the window holds fewer than {@code minRows} rows.
 *
 * @param everyRows after so many labeled rows since the last trigger
 * @param every after so much processing time since the last trigger
 * @param onDrift whether control messages that report drift start a round; a user's own request always does
 */
public record Retrain(Optional<Integer> everyRows, Optional<Duration> every, boolean onDrift, int minRows) {
    public static final Retrain DEFAULT = new Retrain(Optional.of(2_000), Optional.empty(), true, 2_000);

    public Retrain {
        everyRows.ifPresent(n -> require(n >= 1, "every_rows", n, "1 or more"));
        every.ifPresent(d -> require(d.toMillis() >= 1_000, "every", d, "a second or more"));
        require(minRows >= 2, "min_rows", minRows, "2 or more");
    }

    /** The same, but drift starts no round. */
    public Retrain withoutDrift() {
        return new Retrain(everyRows, every, false, minRows);
    }
}
