package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.time.Duration;

/** Which labeled rows a round trains on. */
public sealed interface Window {
    Window DEFAULT = new Rows(10_000);
    int MAX_ROWS = 50_000_000;

    /** No round ever trains on more rows than this. */
    int maxRows();

    /** The newest {@code rows} rows. */
    record Rows(int rows) implements Window {
        public Rows {
            require(rows >= 2 && rows <= MAX_ROWS, "rows", rows, "2 to " + MAX_ROWS);
        }

        @Override
        public int maxRows() {
            return rows;
        }
    }

    /** The rows whose event time is less than {@code duration} before the newest, of them the newest {@code maxRows}. */
    record Span(Duration duration, int maxRows) implements Window {
        public static final int DEFAULT_MAX_ROWS = 200_000;

        public Span {
            require(duration.isPositive(), "duration", duration, "a positive duration");
            require(maxRows >= 2 && maxRows <= MAX_ROWS, "max_rows", maxRows, "2 to " + MAX_ROWS);
        }
    }
}
