package dev.evergreen.ingest.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to one feature event: exactly one each.
 *
 * @param round of the model that answered; absent if there was none yet
 * @param prediction absent if unscored
 * @param probabilities by class, in the order of the classes; empty for regression and when unscored
 * @param unscored why there is no prediction; absent if there is one
 */
public record Prediction(
        String pipeline,
        String id,
        Instant eventTime,
        Optional<Long> round,
        Optional<LabelValue> prediction,
        Map<String, Double> probabilities,
        Optional<String> unscored) {

    public boolean scored() {
        return prediction.isPresent();
    }
}
