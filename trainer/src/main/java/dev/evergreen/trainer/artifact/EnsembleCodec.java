package dev.evergreen.trainer.artifact;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The artifact: an ensemble's compact, versioned and checksummed binary form (FORMAT.md). Equal ensembles have equal
 * bytes. Decoding takes the bytes to be hostile: what it allocates is bounded by their number.
 */
public final class EnsembleCodec {
    /** ASCII {@code EGTE}. */
    static final int MAGIC = 0x45544745;

    static final int HEADER_BYTES = 12;
    static final int CHECKSUM_BYTES = 4;

    private static final int STORED = 0;
    private static final int ZSTD = 1;
    private static final int LEVEL = 3;
    /** A body may be so many times larger than its compressed form, ... */
    private static final long MAX_RATIO = 16;
    /** ... and in addition so large. The encoder stores what would compress even better. */
    private static final long MAX_SLACK = 1 << 20;
    /** No body is larger, packed or not. */
    static final int MAX_BODY_BYTES = 128 << 20;

    private EnsembleCodec() {}

    /** @throws IllegalArgumentException if the model has more than 128 MiB before compression */
    public static byte[] encode(TreeEnsemble ensemble) {
        return wrap(EnsembleBody.write(ensemble), EnsembleBody.version(ensemble));
    }

    /** @throws MalformedArtifactException if the bytes are anything but a whole, consistent artifact */
    public static TreeEnsemble decode(byte[] artifact) throws MalformedArtifactException {
        byte[] body = unwrap(artifact);
        return EnsembleBody.read(body, version(artifact));
    }

    static byte[] wrap(byte[] body, int version) {
        if (body.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "a model of %d bytes; at most %d can be written".formatted(body.length, MAX_BODY_BYTES));
        }
        byte[] packed = Zstd.compress(body, LEVEL);
        boolean small = packed.length < body.length && body.length <= mostFrom(packed.length);
        byte[] content = small ? packed : body;
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + content.length + CHECKSUM_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putShort((short) version)
                .put((byte) (small ? ZSTD : STORED))
                .put((byte) 0)
                .putInt(body.length)
                .put(content);
        return out.putInt(Checksums.crc32c(out.array(), 0, out.position())).array();
    }

    static byte[] unwrap(byte[] artifact) throws MalformedArtifactException {
        if (artifact.length < HEADER_BYTES + CHECKSUM_BYTES) {
            throw new MalformedArtifactException("no artifact: %d bytes".formatted(artifact.length));
        }
        ByteBuffer in = ByteBuffer.wrap(artifact).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != MAGIC) {
            throw new MalformedArtifactException("no artifact: it does not begin with EGTE");
        }
        int version = version(artifact);
        if (version < EnsembleBody.FIRST_VERSION || version > EnsembleBody.LAST_VERSION) {
            throw new MalformedArtifactException("artifact version %d, this reads %d to %d"
                    .formatted(version, EnsembleBody.FIRST_VERSION, EnsembleBody.LAST_VERSION));
        }
        int end = artifact.length - CHECKSUM_BYTES;
        if (in.getInt(end) != Checksums.crc32c(artifact, 0, end)) {
            throw new MalformedArtifactException("the artifact's checksum does not match");
        }
        in.getShort();
        int packing = in.get();
        int reserved = in.get();
        if (reserved != 0) {
            throw new MalformedArtifactException("reserved byte is " + reserved);
        }
        return unpack(packing, in.getInt(), artifact, end - HEADER_BYTES);
    }

    private static int version(byte[] artifact) {
        return ByteBuffer.wrap(artifact).order(ByteOrder.LITTLE_ENDIAN).getShort(Integer.BYTES) & 0xffff;
    }

    private static byte[] unpack(int packing, int bodyBytes, byte[] artifact, int contentBytes)
            throws MalformedArtifactException {
        return switch (packing) {
            case STORED -> {
                if (bodyBytes != contentBytes || bodyBytes > MAX_BODY_BYTES) {
                    throw new MalformedArtifactException(
                            "a body of %d bytes, not %d".formatted(contentBytes, bodyBytes));
                }
                yield Arrays.copyOfRange(artifact, HEADER_BYTES, HEADER_BYTES + contentBytes);
            }
            case ZSTD -> {
                if (bodyBytes < 0 || bodyBytes > mostFrom(contentBytes)) {
                    throw new MalformedArtifactException(
                            "a body of %d bytes cannot come from %d".formatted(bodyBytes, contentBytes));
                }
                yield inflate(artifact, contentBytes, bodyBytes);
            }
            default -> throw new MalformedArtifactException("packing " + packing + " is unknown");
        };
    }

    private static byte[] inflate(byte[] artifact, int contentBytes, int bodyBytes) throws MalformedArtifactException {
        var body = new byte[bodyBytes];
        long written;
        try {
            written = Zstd.decompressByteArray(body, 0, bodyBytes, artifact, HEADER_BYTES, contentBytes);
        } catch (ZstdException e) {
            throw new MalformedArtifactException("the body is no zstd: " + e.getMessage(), e);
        }
        if (Zstd.isError(written) || written != bodyBytes) {
            throw new MalformedArtifactException("the body is no zstd of %d bytes".formatted(bodyBytes));
        }
        return body;
    }

    private static long mostFrom(int packedBytes) {
        return Math.min(MAX_BODY_BYTES, MAX_RATIO * packedBytes + MAX_SLACK);
    }
}
