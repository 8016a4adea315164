package dev.evergreen.trainer.window;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;

/**
 * SHA-256 over a window: of each row, in training order, the id's length in UTF-8 (4 bytes), the id, event time, values
 * and label (8 bytes each, big-endian, NaN in its canonical form).
 */
final class Fingerprint {
    private Fingerprint() {}

    /** In hex. */
    static String of(TrainingData data, IntFunction<String> idOfRow) {
        MessageDigest sha256 = sha256();
        int width = data.features().size();
        var buffer = ByteBuffer.allocate(Long.BYTES * (width + 2));
        var length = ByteBuffer.allocate(Integer.BYTES);
        for (int row = 0; row < data.rows(); row++) {
            byte[] id = idOfRow.apply(row).getBytes(StandardCharsets.UTF_8);
            sha256.update(length.clear().putInt(id.length).flip());
            sha256.update(id);
            buffer.clear().putLong(data.eventTime(row));
            for (int f = 0; f < width; f++) {
                buffer.putLong(Double.doubleToLongBits(data.value(f, row)));
            }
            buffer.putLong(Double.doubleToLongBits(data.labelOf(row)));
            sha256.update(buffer.flip());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
