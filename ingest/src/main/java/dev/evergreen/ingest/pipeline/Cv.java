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
 * @param embargo which rows before a test fold are left out of its training part (forward only)
 * @param group the feature of whose values none is both trained and tested on in a fold (group only)
 */
public record Cv(Splitter splitter, int folds, Embargo embargo, Optional<String> group) {

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

    public static final Cv DEFAULT = new Cv(Splitter.FORWARD, 3, Embargo.AUTO, Optional.empty());
    public static final int MAX_FOLDS = 100;
    static final String GROUP_ALLOWED = "the name of a feature, with the splitter 'group' and no other";

    public Cv {
        require(folds >= 2 && folds <= MAX_FOLDS, "folds", folds, "2 to " + MAX_FOLDS);
        require(
                embargo.equals(Embargo.NONE) || splitter == Splitter.FORWARD,
                "embargo",
                embargo,
                "only with the splitter 'forward'");
        require((splitter == Splitter.GROUP) == group.isPresent(), "group", group.orElse(""), GROUP_ALLOWED);
    }

    /** Of a splitter that needs no group. */
    public Cv(Splitter splitter, int folds, Duration embargo) {
        this(splitter, folds, new Embargo.Fixed(embargo), Optional.empty());
    }

    /** What holds if nothing is said of it. */
    static Embargo defaultEmbargo(Splitter splitter) {
        return splitter == Splitter.FORWARD ? Embargo.AUTO : Embargo.NONE;
    }

    /** Whole groups of rows with the same value of a feature. */
    public static Cv byGroup(int folds, String feature) {
        return new Cv(Splitter.GROUP, folds, Embargo.NONE, Optional.of(feature));
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
