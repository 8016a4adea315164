package dev.evergreen.infra.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Progress on a terminal: one line that is written over; elsewhere a line whenever the stage changes, and now and then.
 * Thread-safe.
 */
public final class Progress implements AutoCloseable {
    /** Set by the launcher when stderr is a terminal: its width. */
    static final String COLUMNS = "evergreen.columns";

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(5);
    private static final int LOG_COLUMNS = 200;
    private static final String CLEAR = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean live;
    private final int columns;
    private final LongSupplier nanoTime;

    private String stage = "";
    private long stageBegan;
    private long shownAt;
    private boolean lineOpen;

    /** @param columns width of the terminal that {@code err} is; 0 if it is none */
    Progress(PrintWriter err, int columns, LongSupplier nanoTime) {
        this.err = err;
        this.live = columns > 0;
        this.columns = live ? columns : LOG_COLUMNS;
        this.nanoTime = nanoTime;
    }

    static Progress on(PrintWriter err) {
        return new Progress(err, Integer.getInteger(COLUMNS, 0), System::nanoTime);
    }

    /** Shows it if the stage is new, or enough time has passed since the last line. */
    public synchronized void show(ProgressLine line) {
        long now = nanoTime.getAsLong();
        boolean newStage = !line.stage().equals(stage);
        if (newStage) {
            stage = line.stage();
            stageBegan = now;
        } else if (now - shownAt < (live ? REDRAW : REPEAT).toNanos()) {
            return;
        }
        shownAt = now;
        String text = line.render(Duration.ofNanos(now - stageBegan), columns);
        if (live) {
            err.print(CLEAR + text);
        } else {
            err.println(text);
        }
        lineOpen = live;
        err.flush();
    }

    /** A line that stays. */
    public synchronized void note(String line) {
        if (lineOpen) {
            err.print(CLEAR);
            lineOpen = false;
        }
        err.println(line);
        err.flush();
        if (live) {
            // The next line takes the place of the one that was cleared.
            shownAt = nanoTime.getAsLong() - REDRAW.toNanos();
        }
    }

    /** Takes the live line away. */
    @Override
    public synchronized void close() {
        if (lineOpen) {
            err.print(CLEAR);
            err.flush();
            lineOpen = false;
        }
    }
}
