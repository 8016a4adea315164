package dev.evergreen.ingest.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A prediction met its label: one record for each labeled row that had been a feature event.
 *
 * @param round of the model that had answered; absent if the row was unscored, which then counts in no figure
 * @param overall since the pipeline began, whichever model answered
 * @param window over the newest rows, whichever model answered
 * @param model since this model began; absent if unscored
 * @param contest how champion and challengers stand; absent before the first champion
 * @param roundsAsked for by drift so far; absent if none was
 */
public record Evaluation(
        String pipeline,
        String id,
        Instant eventTime,
        Instant labelTime,
        LabelValue label,
        Optional<LabelValue> prediction,
        Optional<Long> round,
        Figures overall,
        Figures window,
        Optional<Figures> model,
        Optional<ContestFigures> contest,
        Optional<Long> roundsAsked) {

    public boolean scored() {
        return prediction.isPresent();
    }
}
