package dev.evergreen.trainer.flink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A finished fit as bytes: {@code EGFF4}, the plan's digest and the seed it was done under, the outcome, and a CRC-32C of
 * all before it.
 */
final class FinishedFitFormat {
    private static final String MAGIC = "EGFF4";
    private static final int CHECKSUM = Long.BYTES;

    private FinishedFitFormat() {}

    static byte[] write(FitRequest request, FinishedFit fit) {
        var bytes = new ByteArrayOutputStream(512 + fit.artifact().length);
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(MAGIC);
            out.writeUTF(request.plan());
            out.writeLong(request.seed());
            out.writeUTF(fit.failure());
            out.writeInt(fit.failures().length);
            for (String failure : fit.failures()) {
                out.writeUTF(failure);
            }
            out.writeInt(fit.scores().length);
            for (double score : fit.scores()) {
                out.writeDouble(score);
            }
            out.writeInt(fit.artifact().length);
            out.write(fit.artifact());
            out.writeInt(fit.trainRows());
            out.writeLong(fit.startedAt());
            out.writeDouble(fit.fitS());
            out.writeDouble(fit.wallS());
            out.writeDouble(fit.cpuS());
            out.writeLong(fit.allocatedBytes());
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The outcome, if the bytes are whole and belong to this very fit. */
    static Optional<FinishedFit> read(FitRequest request, byte[] bytes) {
        int content = bytes.length - CHECKSUM;
        if (content < 0) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return storedChecksum(bytes, content) == checksum(bytes, content)
                            && in.readUTF().equals(MAGIC)
                            && in.readUTF().equals(request.plan())
                            && in.readLong() == request.seed()
                    ? Optional.of(outcome(in, content))
                    : Optional.empty();
        } catch (IOException cutShort) {
            return Optional.empty();
        }
    }

    private static FinishedFit outcome(DataInputStream in, int most) throws IOException {
        String failure = in.readUTF();
        var failures = new String[bounded(in.readInt(), most)];
        for (int i = 0; i < failures.length; i++) {
            failures[i] = in.readUTF();
        }
        var scores = new double[bounded(in.readInt(), most)];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = in.readDouble();
        }
        var artifact = new byte[bounded(in.readInt(), most)];
        in.readFully(artifact);
        return new FinishedFit(
                failure,
                failures,
                scores,
                artifact,
                in.readInt(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong());
    }

    private static int bounded(int count, int most) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("%d, at most %d".formatted(count, most));
        }
        return count;
    }

    private static long storedChecksum(byte[] bytes, int at) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, at, CHECKSUM))) {
            return in.readLong();
        }
    }

    private static long checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
