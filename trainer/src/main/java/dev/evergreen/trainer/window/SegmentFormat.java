package dev.evergreen.trainer.window;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A segment as a file: {@code "EGTS"}, version (2), features (4), then its rows as {@link RowBytes}; all big-endian. The
 * first 8 bytes of the SHA-256 of all that are its fingerprint, so that a file's name tells what it must hold.
 */
public final class SegmentFormat {
    private static final int MAGIC = 0x45475453;
    private static final int VERSION = 2;
    private static final int PREFIX = Integer.BYTES + Short.BYTES + Integer.BYTES;

    private SegmentFormat() {}

    /** How many bytes a segment's file has. */
    public static long length(int width) {
        return PREFIX + RowBytes.length(SegmentName.ROWS, width);
    }

    /** Reads all the rows. */
    public static SegmentName name(long number, RowSource rows, int width) {
        MessageDigest sha256 = Fingerprint.sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            write(rows, width, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written anywhere", impossible);
        }
        return new SegmentName(number, fingerprint(sha256));
    }

    /** Writes and flushes; does not close. */
    public static void write(RowSource rows, int width, OutputStream stream) throws IOException {
        var out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        out.writeInt(width);
        RowBytes.write(rows, width, out);
        out.flush();
    }

    /**
     * Reads a segment straight into a window's columns.
     *
     * @param rows for each row of the segment the window's row that it is; negative for none
     * @throws CorruptWindowException if it is not the one that the name says; the columns are then of no use
     */
    static void read(SegmentName name, InputStream stream, int[] rows, WindowColumns into) throws IOException {
        MessageDigest sha256 = Fingerprint.sha256();
        var in = new DataInputStream(new DigestInputStream(stream, sha256));
        try {
            if (in.readInt() != MAGIC) {
                throw new CorruptWindowException(name.file(), "not a segment of a training window");
            }
            int version = in.readUnsignedShort();
            if (version != VERSION) {
                throw new CorruptWindowException(
                        name.file(), "version %d, only %d is known".formatted(version, VERSION));
            }
            int width = in.readInt();
            if (width != into.width()) {
                throw new CorruptWindowException(name.file(), "%d features, not %d".formatted(width, into.width()));
            }
            into.read(in, rows);
        } catch (EOFException early) {
            throw new CorruptWindowException(name.file(), "ends too early");
        }
        if (fingerprint(sha256) != name.fingerprint()) {
            throw new CorruptWindowException(name.file(), "the rows are not those that its name says");
        }
    }

    private static long fingerprint(MessageDigest sha256) {
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }
}
