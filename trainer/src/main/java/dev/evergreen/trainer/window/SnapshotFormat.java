package dev.evergreen.trainer.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * A training window as bytes: {@code "EGTW"}, version (2), header length (4), header ({@link SnapshotHeader}), its CRC-32C
 * (4), event times, labels, then column after column (8 bytes a value), their CRC-32C (4); all big-endian. Streams: holds
 * no copy of the window.
 */
public final class SnapshotFormat {
    private static final int MAGIC = 0x45475457;
    private static final int VERSION = 1;
    private static final int MAX_HEADER = 256 << 20;

    private SnapshotFormat() {}

    /** What bytes turned out to be. */
    public sealed interface Decoded {

        /** A window, equal to the one written. */
        record Snapshot(TrainingWindow window) implements Decoded {}

        /** No window, for a reason in one line. */
        record Corrupt(String reason) implements Decoded {}
    }

    /** Writes and flushes; does not close. */
    public static void write(TrainingWindow window, OutputStream stream) throws IOException {
        var headerBytes = new ByteArrayOutputStream();
        SnapshotHeader.of(window).writeTo(new DataOutputStream(headerBytes));
        byte[] header = headerBytes.toByteArray();
        if (header.length > MAX_HEADER) {
            throw new IllegalArgumentException("a header of %d bytes".formatted(header.length));
        }
        var out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        out.writeInt(header.length);
        out.write(header);
        out.writeInt(crc(header));
        TrainingData data = window.data();
        var body = new SnapshotBody.Writer(out, data.rows());
        body.longs(data::eventTime);
        body.doubles(data::labelOf);
        for (int f = 0; f < data.features().size(); f++) {
            int feature = f;
            body.doubles(row -> data.value(feature, row));
        }
        out.writeInt(body.crc());
        out.flush();
    }

    /**
     * Reads one window and no further. Allocates what the checked header announces, a column at a time, so that a short
     * stream costs at most a column too many.
     */
    public static Decoded read(InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        try {
            if (in.readInt() != MAGIC) {
                return new Decoded.Corrupt("not a training window");
            }
            int version = in.readUnsignedShort();
            if (version != VERSION) {
                return new Decoded.Corrupt("version %d, only %d is known".formatted(version, VERSION));
            }
            int length = in.readInt();
            if (length < 0 || length > MAX_HEADER) {
                return new Decoded.Corrupt("a header of %d bytes".formatted(length));
            }
            byte[] header = in.readNBytes(length);
            if (in.readInt() != crc(header)) {
                return new Decoded.Corrupt("the header's checksum does not match");
            }
            return body(SnapshotHeader.readFrom(new DataInputStream(new ByteArrayInputStream(header))), in);
        } catch (EOFException e) {
            return new Decoded.Corrupt("ends too early");
        } catch (IllegalArgumentException e) {
            return new Decoded.Corrupt("a header out of bounds: " + e.getMessage());
        }
    }

    private static Decoded body(SnapshotHeader header, DataInputStream in) throws IOException {
        var body = new SnapshotBody.Reader(in, header.info().rows());
        long[] times = body.longs();
        double[] labels = body.doubles();
        double[][] columns = new double[header.features().size()][];
        for (int f = 0; f < columns.length; f++) {
            columns[f] = body.doubles();
        }
        if (in.readInt() != body.crc()) {
            return new Decoded.Corrupt("the rows' checksum does not match");
        }
        var data = new TrainingData(header.features(), header.label(), columns, labels, times);
        return new Decoded.Snapshot(new TrainingWindow(data, header.info()));
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
