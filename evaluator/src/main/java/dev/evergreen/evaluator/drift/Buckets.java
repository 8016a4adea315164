package dev.evergreen.evaluator.drift;

import java.nio.ByteBuffer;

/**
 * The exponential histogram of ADWIN2: of the newest rows each one, of older ones sums over 2, 4, 8, ... of them, at most
 * {@value #PER_LEVEL} of each size. So the window is as long as it likes in memory that grows with its logarithm. Flat
 * arrays, as a row is added to it for each event.
 */
final class Buckets {
    static final int PER_LEVEL = 5;
    /** Room for more rows than ever come. */
    private static final int LEVELS = 40;

    private static final int WIDTH = PER_LEVEL + 1;
    private static final int BUCKET = 3 * Long.BYTES;

    /** By level; a bucket of level k holds 2^k rows. */
    private final int[] counts = new int[LEVELS];
    /** {@code [levels x width]}, in each level the oldest first. */
    private final double[] sums = new double[LEVELS * WIDTH];

    private final double[] squares = new double[LEVELS * WIDTH];
    /** Event time of the first row of each. */
    private final long[] times = new long[LEVELS * WIDTH];

    void add(double value, long time) {
        append(0, value, value * value, time);
        for (int level = 0; counts[level] > PER_LEVEL; level++) {
            if (level == LEVELS - 1) {
                drop(level, 1);
                return;
            }
            int oldest = level * WIDTH;
            append(level + 1, sums[oldest] + sums[oldest + 1], squares[oldest] + squares[oldest + 1], times[oldest]);
            drop(level, 2);
        }
    }

    private void append(int level, double sum, double square, long time) {
        int at = level * WIDTH + counts[level]++;
        sums[at] = sum;
        squares[at] = square;
        times[at] = time;
    }

    private void drop(int level, int count) {
        int from = level * WIDTH;
        int left = counts[level] - count;
        System.arraycopy(sums, from + count, sums, from, left);
        System.arraycopy(squares, from + count, squares, from, left);
        System.arraycopy(times, from + count, times, from, left);
        counts[level] = left;
    }

    /** Whole buckets, that many rows or fewer. */
    void dropOldest(long rows) {
        long left = rows;
        for (int level = oldestLevel(); counts[level] > 0 && left >= 1L << level; level = oldestLevel()) {
            left -= 1L << level;
            drop(level, 1);
        }
    }

    private int oldestLevel() {
        int level = LEVELS - 1;
        while (level > 0 && counts[level] == 0) {
            level--;
        }
        return level;
    }

    long rows() {
        long rows = 0;
        for (int level = 0; level < LEVELS; level++) {
            rows += (long) counts[level] << level;
        }
        return rows;
    }

    double sum() {
        return total(sums);
    }

    double squares() {
        return total(squares);
    }

    /** Event time of the oldest row; there must be one. */
    long oldestTime() {
        return times[oldestLevel() * WIDTH];
    }

    private double total(double[] of) {
        double total = 0;
        for (int level = 0; level < LEVELS; level++) {
            for (int i = 0; i < counts[level]; i++) {
                total += of[level * WIDTH + i];
            }
        }
        return total;
    }

    /** What is done with a bucket. */
    interface Visit {
        void bucket(long rows, double sum);
    }

    void fromOldest(Visit visit) {
        for (int level = LEVELS - 1; level >= 0; level--) {
            for (int i = 0; i < counts[level]; i++) {
                visit.bucket(1L << level, sums[level * WIDTH + i]);
            }
        }
    }

    private int levels() {
        return counts[oldestLevel()] == 0 ? 0 : oldestLevel() + 1;
    }

    int bytes() {
        int bytes = 1;
        for (int level = 0; level < levels(); level++) {
            bytes += 1 + counts[level] * BUCKET;
        }
        return bytes;
    }

    void write(ByteBuffer to) {
        to.put((byte) levels());
        for (int level = 0; level < levels(); level++) {
            to.put((byte) counts[level]);
            for (int i = level * WIDTH; i < level * WIDTH + counts[level]; i++) {
                to.putDouble(sums[i]).putDouble(squares[i]).putLong(times[i]);
            }
        }
    }

    static Buckets read(ByteBuffer from) {
        var buckets = new Buckets();
        int levels = State.bounded(from.get(), LEVELS);
        for (int level = 0; level < levels; level++) {
            int count = State.bounded(from.get(), PER_LEVEL);
            for (int i = 0; i < count; i++) {
                buckets.append(level, from.getDouble(), from.getDouble(), from.getLong());
            }
        }
        return buckets;
    }
}
