package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.pipeline.DriftDetection;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A detector says that the stream has changed.
 *
 * @param feature that has changed; absent if it is the champion's losses
 * @param champion round of the model that was watched
 * @param rows labeled events that were evaluated so far
 * @param eventTime of the row at which it was noticed
 * @param value what the detector measured
 * @param threshold which that exceeds
 * @param sinceRows how many of the newest rows are thought to have come since the change, at least 1
 * @param since event time at which the change is thought to have begun
 * @param retrain what the alarm has led to
 * @param reason one line for people
 */
public record DriftAlarm(
        String pipeline,
        DriftDetection.Detector detector,
        Optional<String> feature,
        long champion,
        long rows,
        Instant eventTime,
        double value,
        double threshold,
        long sinceRows,
        Instant since,
        Retrain retrain,
        String reason) {

    /** Whether a round of training was asked for. */
    public enum Retrain {
        /** Yes. */
        ASKED,
        /** Not yet: one was asked for only a few rows ago, or it is not looked at yet. */
        COOL_DOWN,
        /** No: the detector only watches. */
        NO_TRIGGER,
        /** No: the pipeline does not retrain on drift. */
        OFF;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
