package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;

/**
 * How a window is split for cross-validation.
 *
 * @param embargo rows less than this before a test fold are left out of its training part (forward only), since
 *     their labels would not have been known yet
 */
public record Cv(Splitter splitter, int folds, Duration embargo) {

    /** The way rows are dealt to folds. */
    public enum Splitter {
        /** Time-ordered: train on what came before, test on what came next. */
        FORWARD,
        /** k folds with the class shares of the whole. */
        STRATIFIED,
        /** k folds of consecutive rows. */
        PLAIN;

        /** The name in files and records, such as {@code forward}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Cv DEFAULT = new Cv(Splitter.FORWARD, 3, Duration.ZERO);
    public static final int MAX_FOLDS = 100;

    public Cv {
        require(folds >= 2 && folds <= MAX_FOLDS, "folds", folds, "2 to " + MAX_FOLDS);
        require(!embargo.isNegative(), "embargo", embargo, "a duration of 0 or more");
        require(
                embargo.isZero() || splitter == Splitter.FORWARD,
                "embargo",
                embargo,
                "only with the splitter 'forward'");
    }
}
