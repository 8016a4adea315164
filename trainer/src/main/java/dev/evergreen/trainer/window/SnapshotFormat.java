package dev.evergreen.trainer.window;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A round's file: {@code "EGTW"}, version (2), length (4) and bytes of a {@link Manifest}, their CRC-32C (4), the inline
 * rows as {@link RowBytes}, their CRC-32C (4); all big-endian. Most rows are in the segments that it names.
 */
public final class SnapshotFormat {
    private static final int MAGIC = 0x45475457;
    private static final int VERSION = 3;
    /** Room for the order of the largest window. */
    private static final int MAX_MANIFEST = 512 << 20;

    private static final int PREFIX = Integer.BYTES + Short.BYTES + Integer.BYTES;

    private SnapshotFormat() {}

    /** Writes and flushes; does not close. */
    public static void write(WindowSnapshot snapshot, OutputStream stream) throws IOException {
        var manifestBytes = new ByteArrayOutputStream();
        Manifest manifest = Manifest.of(snapshot);
        manifest.writeTo(new DataOutputStream(manifestBytes));
        byte[] bytes = manifestBytes.toByteArray();
        if (bytes.length > MAX_MANIFEST) {
            throw new IllegalArgumentException("a manifest of %d bytes".formatted(bytes.length));
        }
        var out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeInt(crc(bytes));
        var crc = new CRC32C();
        RowBytes.write(snapshot.inlineRows(), manifest.width(), new CheckedOutputStream(out, crc));
        out.writeInt((int) crc.getValue());
        out.flush();
    }

    /**
     * Reads all up to the inline rows.
     *
     * @param length of the file, which bounds what is allocated here and may be for the inline rows
     * @throws CorruptWindowException if it is not what was written
     */
    static Manifest readManifest(String file, long length, DataInputStream in) throws IOException {
        try {
            if (in.readInt() != MAGIC) {
                throw new CorruptWindowException(file, "not a training window");
            }
            int version = in.readUnsignedShort();
            if (version != VERSION) {
                throw new CorruptWindowException(file, "version %d, only %d is known".formatted(version, VERSION));
            }
            int manifestLength = in.readInt();
            if (manifestLength < 0 || manifestLength > Math.min(MAX_MANIFEST, length)) {
                throw new CorruptWindowException(file, "a manifest of %d bytes".formatted(manifestLength));
            }
            byte[] bytes = in.readNBytes(manifestLength);
            if (in.readInt() != crc(bytes)) {
                throw new CorruptWindowException(file, "the manifest's checksum does not match");
            }
            Manifest manifest = Manifest.readFrom(bytes);
            long rows = RowBytes.length(manifest.order().inline().length, manifest.width());
            long expected = PREFIX + manifestLength + Integer.BYTES + rows + Integer.BYTES;
            if (length != expected) {
                throw new CorruptWindowException(file, "%d bytes, not %d".formatted(length, expected));
            }
            return manifest;
        } catch (EOFException early) {
            throw new CorruptWindowException(file, "ends too early");
        } catch (IllegalArgumentException e) {
            throw new CorruptWindowException(file, "a manifest out of bounds: " + e.getMessage());
        }
    }

    /** Reads the inline rows, which come after the manifest, straight into a window's columns. */
    static void readInline(String file, DataInputStream in, TrainingOrder order, WindowColumns into)
            throws IOException {
        var crc = new CRC32C();
        try {
            into.read(new DataInputStream(new CheckedInputStream(in, crc)), order.inline());
            if (in.readInt() != (int) crc.getValue()) {
                throw new CorruptWindowException(file, "the inline rows' checksum does not match");
            }
        } catch (EOFException early) {
            throw new CorruptWindowException(file, "ends too early");
        }
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
