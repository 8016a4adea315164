package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.List;

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
    }
}
