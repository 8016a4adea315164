package dev.evergreen.trainer.window;

/** A window that was put together from a round's file and its segments, and which the next one can take rows from. */
public final class AssembledWindow {
    private final TrainingWindow window;
    private final RowOrigins origins;
    private final int loadedSegments;

    AssembledWindow(TrainingWindow window, RowOrigins origins, int loadedSegments) {
        this.window = window;
        this.origins = origins;
        this.loadedSegments = loadedSegments;
    }

    public TrainingWindow window() {
        return window;
    }

    public int segments() {
        return origins.segments().size();
    }

    /** How many of them were read; the rows of the others were taken from the window before. */
    public int loadedSegments() {
        return loadedSegments;
    }

    RowOrigins origins() {
        return origins;
    }
}
