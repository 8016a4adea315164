package dev.evergreen.ingest.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;

/**
 * By how much worse a model's trees answer, on average, with the values of one feature mixed up among the rows.
 *
 * @param rows what the trees were asked about
 * @param features by name: of classes the fall of the accuracy, of numbers the rise of the mean squared error
 */
public record PermutationImportance(Rows rows, Map<String, Double> features) {

    /** Which rows those were. */
    public enum Rows {
        /** Of each tree those that it did not draw. */
        OUT_OF_BAG,
        /** Some of the window, as every tree drew all. */
        SAMPLE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
