package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.SearchWindow;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which parts of a window candidates are tried on beside the whole of it: how much of the past to learn from is one more
 * thing to choose, as after a change old rows may do harm, or be all there is.
 *
 * <p>The rule, for the splitter {@code forward} alone:
 *
 * <ul>
 *   <li>A part is the newest rows of the window, in training order: so many, or those whose event is at or after the change.
 *   <li>All candidates are tested on the same rows, or their scores would not compare: folds are laid over the shortest
 *       part's rows. What is asked is who answers best there, which is what comes next.
 *   <li>A candidate trains on those of a fold's training rows that its part holds; the whole window's go back to its first
 *       row. The winner is refitted on all rows of its part.
 *   <li>A part counts only if the window holds more rows than it does, no other is the same and it has {@link
 *       SearchWindow#ROWS_PER_BLOCK} rows for each of the split's blocks. One that leaves a fold without training rows, or a
 *       metric undefined, is left out like one too short: no part can fail a round that would go well without it.
 * </ul>
 *
 * <p>In the first folds a short part has only some of its rows to train on, the whole window almost all: in doubt the scores
 * favour the whole window.
 */
final class WindowParts {
    private WindowParts() {}

    /**
     * In the order of the search.
     *
     * @param since when the last known change began; absent if none is known
     */
    static List<WindowPart> of(Search search, TrainingData data, Optional<Instant> since) {
        var parts = new ArrayList<WindowPart>();
        for (SearchWindow window : search.windows()) {
            int rows = rows(window, data, since);
            boolean counts = rows < data.rows()
                    && rows >= SearchWindow.leastRows(search.cv().folds());
            if (counts && parts.stream().noneMatch(part -> part.rows() == rows)) {
                parts.add(new WindowPart(window, rows));
            }
        }
        return List.copyOf(parts);
    }

    /** The rows that all parts have, and that tests are among; {@code otherwise} where there is no part. */
    static int shortest(List<WindowPart> parts, int otherwise) {
        return parts.stream().mapToInt(WindowPart::rows).min().orElse(otherwise);
    }

    static List<WindowPart> withoutShortest(List<WindowPart> parts) {
        int shortest = shortest(parts, Integer.MAX_VALUE);
        return parts.stream().filter(part -> part.rows() > shortest).toList();
    }

    private static int rows(SearchWindow window, TrainingData data, Optional<Instant> since) {
        return switch (window) {
            case SearchWindow.Whole _ -> data.rows();
            case SearchWindow.Newest(int rows) -> rows;
            case SearchWindow.SinceChange _ ->
                since.map(change -> data.rows() - firstAt(change.toEpochMilli(), data))
                        .orElse(data.rows());
        };
    }

    /** The first row whose event is at that time or later: rows are in the order of time. */
    private static int firstAt(long timeMs, TrainingData data) {
        int low = 0;
        int high = data.rows();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (data.eventTime(middle) < timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
