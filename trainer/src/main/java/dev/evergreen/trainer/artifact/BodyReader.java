package dev.evergreen.trainer.artifact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BodyWriter} wrote, and trusts none of it. */
final class BodyReader {
    private static final VarHandle F64 = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int position;

    BodyReader(byte[] bytes) {
        this(bytes, 0);
    }

    private BodyReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int u8() throws MalformedArtifactException {
        need(1, "a byte");
        return bytes[position++] & 0xff;
    }

    double f64() throws MalformedArtifactException {
        need(Double.BYTES, "a number");
        double value = (double) F64.get(bytes, position);
        position += Double.BYTES;
        return value;
    }

    double[] f64s(int count) throws MalformedArtifactException {
        need((long) count * Double.BYTES, "numbers");
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (double) F64.get(bytes, position + i * Double.BYTES);
        }
        position += count * Double.BYTES;
        return values;
    }

    long[] u64s(int count) throws MalformedArtifactException {
        need((long) count * Long.BYTES, "words");
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = (long) U64.get(bytes, position + i * Long.BYTES);
        }
        position += count * Long.BYTES;
        return values;
    }

    void skip(int count) throws MalformedArtifactException {
        need(count, "bytes");
        position += count;
    }

    /** Goes on behind so many varints, whose bytes whoever reads them looks at. */
    void skipVarints(int count) throws MalformedArtifactException {
        for (int left = count; left > 0; ) {
            need(1, "a varint");
            left -= bytes[position++] >= 0 ? 1 : 0;
        }
    }

    /** Another reader that goes on from here by itself. */
    BodyReader fork() {
        return new BodyReader(bytes, position);
    }

    int varint() throws MalformedArtifactException {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = u8();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                if (value > Integer.MAX_VALUE || (b == 0 && shift > 0)) {
                    throw new MalformedArtifactException("a varint that is too long at byte " + position);
                }
                return (int) value;
            }
        }
        throw new MalformedArtifactException("a varint without end at byte " + position);
    }

    /** A count of things of which each takes so many bytes or more of what remains: the bound on what is allocated. */
    int count(String of, int bytesEach) throws MalformedArtifactException {
        int count = varint();
        need((long) count * bytesEach, of);
        return count;
    }

    int remaining() {
        return bytes.length - position;
    }

    private void need(long count, String of) throws MalformedArtifactException {
        if (count > remaining()) {
            throw new MalformedArtifactException(
                    "ends too soon: %s of %d bytes, %d are left".formatted(of, count, remaining()));
        }
    }
}
