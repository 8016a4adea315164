package dev.evergreen.trainer.window;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.zip.CRC32C;

/** Columns of 8-byte values with a running CRC-32C, through one buffer of 64 KiB. */
final class SnapshotBody {
    private static final int VALUES = 8192;

    private SnapshotBody() {}

    static final class Writer {
        private final DataOutputStream out;
        private final int rows;
        private final ByteBuffer buffer = ByteBuffer.allocate(VALUES * Long.BYTES);
        private final CRC32C crc = new CRC32C();

        Writer(DataOutputStream out, int rows) {
            this.out = out;
            this.rows = rows;
        }

        void doubles(IntToDoubleFunction values) throws IOException {
            longs(row -> Double.doubleToRawLongBits(values.applyAsDouble(row)));
        }

        void longs(IntToLongFunction values) throws IOException {
            for (int start = 0; start < rows; start += VALUES) {
                buffer.clear();
                for (int row = start; row < Math.min(rows, start + VALUES); row++) {
                    buffer.putLong(values.applyAsLong(row));
                }
                crc.update(buffer.array(), 0, buffer.position());
                out.write(buffer.array(), 0, buffer.position());
            }
        }

        int crc() {
            return (int) crc.getValue();
        }
    }

    static final class Reader {
        private final DataInputStream in;
        private final int rows;
        private final ByteBuffer buffer = ByteBuffer.allocate(VALUES * Long.BYTES);
        private final CRC32C crc = new CRC32C();

        Reader(DataInputStream in, int rows) {
            this.in = in;
            this.rows = rows;
        }

        long[] longs() throws IOException {
            long[] values = new long[rows];
            for (int start = 0; start < rows; start += VALUES) {
                int count = fill(start);
                buffer.asLongBuffer().get(values, start, count);
            }
            return values;
        }

        double[] doubles() throws IOException {
            double[] values = new double[rows];
            for (int start = 0; start < rows; start += VALUES) {
                int count = fill(start);
                buffer.asDoubleBuffer().get(values, start, count);
            }
            return values;
        }

        private int fill(int start) throws IOException {
            int count = Math.min(VALUES, rows - start);
            in.readFully(buffer.array(), 0, count * Long.BYTES);
            crc.update(buffer.array(), 0, count * Long.BYTES);
            return count;
        }

        int crc() {
            return (int) crc.getValue();
        }
    }
}
