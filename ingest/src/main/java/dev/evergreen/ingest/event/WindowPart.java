package dev.evergreen.ingest.event;

import dev.evergreen.ingest.pipeline.SearchWindow;

/**
 * The part of a round's window that a candidate trained on, where it was not the whole.
 *
 * @param window which part the search was to try
 * @param rows the newest so many of the window's rows, in training order
 */
public record WindowPart(SearchWindow window, int rows) {
    /** The part as a parameter of the candidate, beside those of its learner. */
    public static final String NAME = "window";

    /** Its value, such as {@code since_change:1200}. */
    public String value() {
        return window instanceof SearchWindow.Newest ? Integer.toString(rows) : window.key() + ":" + rows;
    }

    /** Such as {@code window=since_change:1200}. */
    @Override
    public String toString() {
        return NAME + "=" + value();
    }
}
