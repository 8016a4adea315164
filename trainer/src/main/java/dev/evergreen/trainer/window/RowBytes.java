package dev.evergreen.trainer.window;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;

/**
 * Rows as bytes: event times, label times, labels, then feature after feature, each 8 bytes big-endian. Streams: holds no
 * copy.
 */
final class RowBytes {
    /** Values in a buffer: a whole column of a segment. */
    static final int VALUES = SegmentName.ROWS;

    private RowBytes() {}

    /** How many bytes so many rows take. */
    static long length(int rows, int width) {
        return (long) Long.BYTES * rows * (width + 3);
    }

    /** Does not flush. */
    static void write(RowSource rows, int width, OutputStream out) throws IOException {
        var buffer = new byte[VALUES * Long.BYTES];
        column(rows.rows(), rows::eventTime, buffer, out);
        column(rows.rows(), rows::labelTime, buffer, out);
        column(rows.rows(), row -> Double.doubleToRawLongBits(rows.labelOf(row)), buffer, out);
        for (int f = 0; f < width; f++) {
            int feature = f;
            column(rows.rows(), row -> Double.doubleToRawLongBits(rows.value(feature, row)), buffer, out);
        }
    }

    private static void column(int rows, IntToLongFunction values, byte[] buffer, OutputStream out) throws IOException {
        var longs = ByteBuffer.wrap(buffer);
        for (int start = 0; start < rows; start += VALUES) {
            longs.clear();
            for (int row = start; row < Math.min(rows, start + VALUES); row++) {
                longs.putLong(values.applyAsLong(row));
            }
            out.write(buffer, 0, longs.position());
        }
    }
}
