package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How much of the window candidates train on: one more thing that a search can try. */
public sealed interface SearchWindow {
    SearchWindow WHOLE = new Whole();
    SearchWindow SINCE_CHANGE = new SinceChange();

    /** A part of the window is tried from so many rows on for each of a split's blocks: fewer would decide by luck. */
    int ROWS_PER_BLOCK = 100;

    String ALLOWED = "whole, since_change, or a number of rows up to " + Window.MAX_ROWS;

    /** All rows of the window. */
    record Whole() implements SearchWindow {
        @Override
        public String key() {
            return "whole";
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** The rows from the last change on that an order to retrain told of. */
    record SinceChange() implements SearchWindow {
        @Override
        public String key() {
            return "since_change";
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** The newest so many rows. */
    record Newest(int rows) implements SearchWindow {
        public Newest {
            require(rows >= 1 && rows <= Window.MAX_ROWS, "windows", rows, ALLOWED);
        }

        @Override
        public String key() {
            return Integer.toString(rows);
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** The fewest rows of a part that is tried, the splitter being {@code forward}. */
    static int leastRows(int folds) {
        return ROWS_PER_BLOCK * (folds + 1);
    }

    /** As it stands in the pipeline file. */
    @JsonValue
    String key();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SearchWindow of(String key) {
        return switch (key) {
            case "whole" -> WHOLE;
            case "since_change" -> SINCE_CHANGE;
            default -> new Newest(Integer.parseInt(key));
        };
    }
}
