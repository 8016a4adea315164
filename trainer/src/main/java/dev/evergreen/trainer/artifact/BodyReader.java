package dev.evergreen.trainer.artifact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link BodyWriter} wrote, and trusts none of it. */
final class BodyReader {
    private final ByteBuffer bytes;

    BodyReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private BodyReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int u8() throws MalformedArtifactException {
        need(1, "a byte");
        return bytes.get() & 0xff;
    }

    double f64() throws MalformedArtifactException {
        need(Double.BYTES, "a number");
        return bytes.getDouble();
    }

    double[] f64s(int count) throws MalformedArtifactException {
        need((long) count * Double.BYTES, "numbers");
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getDouble();
        }
        return values;
    }

    long[] u64s(int count) throws MalformedArtifactException {
        need((long) count * Long.BYTES, "words");
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getLong();
        }
        return values;
    }

    void skip(int count) throws MalformedArtifactException {
        need(count, "bytes");
        bytes.position(bytes.position() + count);
    }

    /** Another reader that goes on from here by itself. */
    BodyReader fork() {
        return new BodyReader(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    int varint() throws MalformedArtifactException {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = u8();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                if (value > Integer.MAX_VALUE || (b == 0 && shift > 0)) {
                    throw new MalformedArtifactException("a varint that is too long at byte " + bytes.position());
                }
                return (int) value;
            }
        }
        throw new MalformedArtifactException("a varint without end at byte " + bytes.position());
    }

    /** A count of things of which each takes so many bytes or more of what remains: the bound on what is allocated. */
    int count(String of, int bytesEach) throws MalformedArtifactException {
        int count = varint();
        need((long) count * bytesEach, of);
        return count;
    }

    int remaining() {
        return bytes.remaining();
    }

    private void need(long count, String of) throws MalformedArtifactException {
        if (count > bytes.remaining()) {
            throw new MalformedArtifactException(
                    "ends too soon: %s of %d bytes, %d are left".formatted(of, count, bytes.remaining()));
        }
    }
}
