package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a window is split for cross-validation.
 *
 * @param embargo rows less than this before a test fold are left out of its training part (forward only), since
 *     their labels would not have been known yet
 * @param group the feature of whose values none is both trained and tested on in a fold (group only)
 */
public record Cv(Splitter splitter, int folds, Duration embargo, Optional<String> group) {

    /** The way rows are dealt to folds. */
    public enum Splitter {
        /** Time-ordered: train on what came before, test on what came next. */
        FORWARD,
        /** k folds with the class shares of the whole. */
        STRATIFIED,
        /** k folds of consecutive rows. */
        PLAIN,
        /** k folds of whole groups: rows with the same value of a feature stay together. */
        GROUP;

        /** The name in files and records, such as {@code forward}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Cv DEFAULT = new Cv(Splitter.FORWARD, 3, Duration.ZERO);
    public static final int MAX_FOLDS = 100;
    static final String GROUP_ALLOWED = "the name of a feature, with the splitter 'group' and no other";

    public Cv {
        require(folds >= 2 && folds <= MAX_FOLDS, "folds", folds, "2 to " + MAX_FOLDS);
        require(!embargo.isNegative(), "embargo", embargo, "a duration of 0 or more");
        require(
                embargo.isZero() || splitter == Splitter.FORWARD,
                "embargo",
                embargo,
                "only with the splitter 'forward'");
        require((splitter == Splitter.GROUP) == group.isPresent(), "group", group.orElse(""), GROUP_ALLOWED);
    }

    /** Of a splitter that needs no group. */
    public Cv(Splitter splitter, int folds, Duration embargo) {
        this(splitter, folds, embargo, Optional.empty());
    }

    /** Whole groups of rows with the same value of a feature. */
    public static Cv byGroup(int folds, String feature) {
        return new Cv(Splitter.GROUP, folds, Duration.ZERO, Optional.of(feature));
    }

    /** Refuses a group that is no feature. */
    void checkFor(List<Feature> features) {
        List<String> names = features.stream().map(Feature::name).toList();
        group.ifPresent(feature -> require(
                names.contains(feature),
                "group",
                feature,
                "the name of a feature, perhaps '%s'".formatted(Nearest.of(feature, names))));
    }
}
