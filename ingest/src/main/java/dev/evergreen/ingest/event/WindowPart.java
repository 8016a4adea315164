package dev.evergreen.ingest.event;

import dev.evergreen.ingest.pipeline.SearchWindow;

/**
 * The part of a round's window that a candidate trained on, where it was not the whole.
 *
 * @param window which part the search was to try
 * @param rows the newest so many of the window's rows, in training order
 */
public record WindowPart(SearchWindow window, int rows) {
    /** As a parameter of the candidate, such as {@code window=since_change:1200}. */
    @Override
    public String toString() {
        return window instanceof SearchWindow.Newest ? "window=" + rows : "window=%s:%d".formatted(window.key(), rows);
    }
}
