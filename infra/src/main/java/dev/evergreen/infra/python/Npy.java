package dev.evergreen.infra.python;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arrays as NumPy's files, which lose no bit and take no time to read.
 *
 * <p>Source: NumPy's {@code numpy.lib.format}, version 1.0.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int HEADER_AT = MAGIC.length + Short.BYTES;
    private static final int ALIGNMENT = 64;
    private static final String DOUBLES = "<f8";
    private static final String BYTES = "|i1";
    private static final Pattern SHAPE =
            Pattern.compile("'descr': '<f8'.*'fortran_order': False.*'shape': \\((\\d+), (\\d+)\\)");

    private Npy() {}

    /** Fills one row of a matrix. */
    @FunctionalInterface
    public interface RowFiller {
        void fill(int row, double[] values);
    }

    /** Numbers of double precision, {@code [rows x columns]}. */
    public static void writeDoubles(Path file, int rows, int columns, RowFiller rowOf) throws IOException {
        try (var out = open(file, DOUBLES, "(%d, %d)".formatted(rows, columns))) {
            double[] values = new double[columns];
            var buffer = ByteBuffer.allocate(columns * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int row = 0; row < rows; row++) {
                rowOf.fill(row, values);
                buffer.asDoubleBuffer().put(values);
                out.write(buffer.array());
            }
        }
    }

    /** Numbers of double precision, {@code [length]}. */
    public static void writeDoubles(Path file, double[] values) throws IOException {
        try (var out = open(file, DOUBLES, "(%d,)".formatted(values.length))) {
            var buffer = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : values) {
                buffer.putDouble(0, value);
                out.write(buffer.array());
            }
        }
    }

    /** Small whole numbers, {@code [rows x columns]}, row after row. */
    public static void writeBytes(Path file, int rows, int columns, byte[] values) throws IOException {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException("%d values for %d x %d".formatted(values.length, rows, columns));
        }
        try (var out = open(file, BYTES, "(%d, %d)".formatted(rows, columns))) {
            out.write(values);
        }
    }

    /**
     * Numbers of double precision, {@code [rows x columns]}, row after row.
     *
     * @throws IOException if the file holds anything else
     */
    public static double[] readDoubles(Path file, int rows, int columns) throws IOException {
        byte[] all = Files.readAllBytes(file);
        var buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        if (all.length < HEADER_AT || buffer.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw new IOException(file + " is no array of NumPy's format 1.0");
        }
        int begin = HEADER_AT + Short.toUnsignedInt(buffer.getShort(MAGIC.length));
        var header = new String(all, HEADER_AT, Math.min(begin, all.length) - HEADER_AT, StandardCharsets.US_ASCII);
        Matcher shape = SHAPE.matcher(header);
        if (!shape.find()
                || !shape.group(1).equals(Integer.toString(rows))
                || !shape.group(2).equals(Integer.toString(columns))
                || all.length - begin != (long) rows * columns * Double.BYTES) {
            throw new IOException(
                    "%s holds %s where %d x %d numbers are wanted".formatted(file, header.strip(), rows, columns));
        }
        double[] values = new double[rows * columns];
        buffer.position(begin)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    /** A file with its header written, which ends where NumPy wants the numbers to begin. */
    private static OutputStream open(Path file, String type, String shape) throws IOException {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        int unpadded = HEADER_AT + header.length() + 1;
        header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        out.write(MAGIC);
        out.write(header.length() & 0xff);
        out.write(header.length() >>> 8);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        return out;
    }
}
