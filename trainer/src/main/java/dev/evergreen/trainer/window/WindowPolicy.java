package dev.evergreen.trainer.window;

import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Window;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Which rows a snapshot holds and which nobody will need again. Rows are given by sequence number, 0 for the first
 * labeled row of the pipeline, ascending; "after n rows" means those with numbers below n.
 */
public final class WindowPolicy {
    private final Window window;

    public WindowPolicy(Window window) {
        this.window = window;
    }

    /** The same triggers, with a {@code minRows} that the window can hold. */
    public Retrain attainable(Retrain retrain) {
        int minRows = Math.min(retrain.minRows(), window.maxRows());
        return new Retrain(retrain.everyRows(), retrain.every(), retrain.onDrift(), minRows);
    }

    /**
     * The positions of the rows in the window after {@code rowCount} rows.
     *
     * @param sequences {@code [rows]}, ascending
     * @param eventTimes {@code [rows]}, milliseconds, in any order
     */
    public BitSet inWindow(long[] sequences, long[] eventTimes, long rowCount) {
        int end = lowerBound(sequences, rowCount);
        return switch (window) {
            case Window.Rows rows -> positions(lowerBound(sequences, rowCount - rows.rows()), end);
            case Window.Span span -> newest(span, eventTimes, end);
        };
    }

    /**
     * The positions of the rows to keep after {@code rowCount} rows: those in the window now and those of a snapshot that
     * still waits. No later window holds any other.
     */
    public BitSet toKeep(long[] sequences, long[] eventTimes, long rowCount, OptionalLong heldRowCount) {
        BitSet keep = inWindow(sequences, eventTimes, rowCount);
        heldRowCount.ifPresent(held -> keep.or(inWindow(sequences, eventTimes, held)));
        return keep;
    }

    /**
     * For a window by rows: the first sequence number still needed, so that the rows before it can be dropped one by one.
     * Empty for a window by time.
     */
    public OptionalLong firstNeeded(long rowCount, OptionalLong heldRowCount) {
        return switch (window) {
            case Window.Rows rows ->
                OptionalLong.of(Math.max(0, Math.min(rowCount, heldRowCount.orElse(rowCount)) - rows.rows()));
            case Window.Span span -> OptionalLong.empty();
        };
    }

    /** Among the rows before {@code end}: less than the duration older than the newest, at most so many. O(n log n). */
    private static BitSet newest(Window.Span span, long[] eventTimes, int end) {
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < end; i++) {
            newest = Math.max(newest, eventTimes[i]);
        }
        long durationMs = span.duration().toMillis();
        var inSpan = new BitSet(end);
        for (int i = 0; i < end; i++) {
            inSpan.set(i, newest - eventTimes[i] < durationMs);
        }
        int surplus = inSpan.cardinality() - span.maxRows();
        if (surplus > 0) {
            dropOldest(surplus, inSpan, eventTimes);
        }
        return inSpan;
    }

    /** Of rows with the same event time those that came first go first. */
    private static void dropOldest(int surplus, BitSet rows, long[] eventTimes) {
        long[] times = rows.stream().mapToLong(i -> eventTimes[i]).sorted().toArray();
        long cut = times[surplus - 1];
        int atCut = surplus - (int) Arrays.stream(times).filter(t -> t < cut).count();
        for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
            if (eventTimes[i] < cut) {
                rows.clear(i);
            } else if (eventTimes[i] == cut && atCut > 0) {
                rows.clear(i);
                atCut--;
            }
        }
    }

    private static BitSet positions(int from, int to) {
        var set = new BitSet(to);
        set.set(from, Math.max(from, to));
        return set;
    }

    /** The first position whose sequence number is {@code least} or more. */
    private static int lowerBound(long[] sequences, long least) {
        int found = Arrays.binarySearch(sequences, least);
        return found >= 0 ? found : -found - 1;
    }
}
