package dev.evergreen.trainer.window;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where each row of a window, in training order, comes from: a slot, which is its place among the rows of the snapshot's
 * segments one after the other, or inline. 4 bytes a row here; written, 1 byte for a row that follows the one before it
 * and up to 5 for others.
 */
public final class TrainingOrder {
    /** Instead of a slot: the next of the rows that are in no segment. */
    public static final int INLINE = -1;

    private static final int MAX_VARINT = 5 * 7;

    private final int[] slots;

    private TrainingOrder(int[] slots) {
        this.slots = slots;
    }

    /** Takes the array as its own: {@code [rows]}, slots or {@link #INLINE}. */
    public static TrainingOrder owning(int[] slots) {
        return new TrainingOrder(slots);
    }

    /** Of a window without segments. */
    static TrainingOrder allInline(int rows) {
        int[] slots = new int[rows];
        Arrays.fill(slots, INLINE);
        return new TrainingOrder(slots);
    }

    int rows() {
        return slots.length;
    }

    int slot(int row) {
        return slots[row];
    }

    /** The rows that are in no segment, ascending. */
    int[] inline() {
        int[] rows = new int[slots.length];
        int count = 0;
        for (int row = 0; row < slots.length; row++) {
            if (slots[row] == INLINE) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** 0 for an inline row, else 1 and the zigzag of how far it is from where one would expect it. */
    void writeTo(DataOutputStream out) throws IOException {
        long expected = 0;
        for (int slot : slots) {
            if (slot == INLINE) {
                out.writeByte(0);
            } else {
                long distance = slot - expected;
                varint(1 + ((distance << 1) ^ (distance >> 63)), out);
                expected = slot + 1L;
            }
        }
    }

    /**
     * @param in has all of it at hand, so that what it has bounds what is allocated
     * @param slotCount slots are below
     * @throws IllegalArgumentException if it is no order of so many rows
     */
    static TrainingOrder readFrom(DataInputStream in, int rows, int slotCount) throws IOException {
        if (rows > in.available()) {
            throw new IllegalArgumentException("an order of %d rows in %d bytes".formatted(rows, in.available()));
        }
        int[] slots = new int[rows];
        long expected = 0;
        for (int row = 0; row < rows; row++) {
            long code = varint(in);
            if (code == 0) {
                slots[row] = INLINE;
                continue;
            }
            long slot = expected + (((code - 1) >>> 1) ^ -((code - 1) & 1));
            if (slot < 0 || slot >= slotCount) {
                throw new IllegalArgumentException("slot %d of %d".formatted(slot, slotCount));
            }
            slots[row] = (int) slot;
            expected = slot + 1;
        }
        return new TrainingOrder(slots);
    }

    private static void varint(long value, DataOutputStream out) throws IOException {
        long rest = value;
        while (rest >= 0x80) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long varint(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT; shift += 7) {
            int b = in.readUnsignedByte();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }
}
