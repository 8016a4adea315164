package dev.evergreen.trainer.window;

import java.util.List;

/**
 * A round's window as it is written down: the segments that hold most of its rows, and which row comes from where.
 *
 * @param segments ascending by number; each with at least half of its rows in the window
 * @param order of the window's rows; those that it says are inline travel with the round
 */
public record WindowSnapshot(TrainingWindow window, List<Segment> segments, TrainingOrder order) {
    public WindowSnapshot {
        segments = List.copyOf(segments);
    }

    /** Whether so many of a segment's rows in a window make it worth a file. */
    public static boolean worthAFile(int rows) {
        return rows >= Manifest.LEAST_ROWS;
    }

    /** Of a window that is written whole with its round. */
    public static WindowSnapshot inline(TrainingWindow window) {
        return new WindowSnapshot(
                window, List.of(), TrainingOrder.allInline(window.data().rows()));
    }

    /** The rows that are in no segment, in training order. */
    RowSource inlineRows() {
        return new Selected(window.data(), order.inline());
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared, never leaves this package.
    private record Selected(TrainingData data, int[] selected) implements RowSource {
        @Override
        public int rows() {
            return selected.length;
        }

        @Override
        public long eventTime(int row) {
            return data.eventTime(selected[row]);
        }

        @Override
        public long labelTime(int row) {
            return data.labelTime(selected[row]);
        }

        @Override
        public double labelOf(int row) {
            return data.labelOf(selected[row]);
        }

        @Override
        public double value(int feature, int row) {
            return data.value(feature, selected[row]);
        }
    }
}
