package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** What is predicted: one of several classes, or a number. */
public sealed interface Label {
    String name();

    /**
     * A class label.
     *
     * @param classes in the order of their codes 0, 1, …; for two classes the second is the positive one
     */
    record Classes(String name, List<String> classes) implements Label {
        public static final int MAX_CLASSES = 1_000;

        public Classes {
            classes = List.copyOf(classes);
            require(!name.isBlank(), "name", name, "a name");
            require(
                    classes.size() >= 2 && classes.size() <= MAX_CLASSES,
                    "classes",
                    classes,
                    "2 to " + MAX_CLASSES + " classes");
            require(classes.stream().distinct().count() == classes.size(), "classes", classes, "each class once");
        }
    }

    /** A numeric target. */
    record Regression(String name) implements Label {
        public Regression {
            require(!name.isBlank(), "name", name, "a name");
        }

        /** Stands in records and files in the place of classes. */
        @JsonProperty
        public String type() {
            return "regression";
        }
    }

    @JsonCreator
    static Label fromJson(
            @JsonProperty("name") String name,
            @JsonProperty("classes") Optional<List<String>> classes,
            @JsonProperty("type") Optional<String> type) {
        if (classes.isPresent() && type.isEmpty()) {
            return new Classes(name, classes.get());
        }
        if (classes.isEmpty() && type.equals(Optional.of("regression"))) {
            return new Regression(name);
        }
        throw new IllegalArgumentException("a label has either classes or the type 'regression'");
    }
}
