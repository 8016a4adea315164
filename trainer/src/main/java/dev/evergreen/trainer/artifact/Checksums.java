package dev.evergreen.trainer.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The checksums of the binary forms. */
final class Checksums {
    /** No thread is stopped in the middle of a piece, which the whole process would wait for. */
    private static final int PIECE_BYTES = 64 << 10;

    private Checksums() {}

    static int crc32c(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** In lower-case hex. */
    static String sha256(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
                digest.update(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
