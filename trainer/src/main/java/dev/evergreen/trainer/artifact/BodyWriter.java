package dev.evergreen.trainer.artifact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Grows a byte array by little-endian numbers and LEB128 varints. */
final class BodyWriter {
    private ByteBuffer bytes = ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);

    void u8(int value) {
        room(1).put((byte) value);
    }

    void f64(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void f64s(double[] values) {
        for (double value : values) {
            f64(value);
        }
    }

    void u64s(long[] values) {
        for (long value : values) {
            room(Long.BYTES).putLong(value);
        }
    }

    /** Of 0 or more: 7 bits a byte, the lowest first, the top bit set on all but the last. */
    void varint(int value) {
        int rest = value;
        while (rest >= 0x80) {
            u8(rest | 0x80);
            rest >>>= 7;
        }
        u8(rest);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            bytes = ByteBuffer.allocate(Math.multiplyExact(2, bytes.capacity()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        return bytes;
    }
}
