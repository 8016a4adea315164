package dev.evergreen.infra.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages that are wrong in many ways, some only slightly: random, cut short, prolonged, spliced, with bytes changed. */
final class Mutations {
    private static final byte[] SYNTAX =
            "{}[]\",:\\0123456789eE+-.tfnu \u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    /** What counts and sizes are made of when somebody makes them up. */
    private static final byte[] EXTREMES = {0, 1, -1, 0x7f, (byte) 0x80};

    private final Random random;
    private final List<byte[]> good;

    /** @param good messages as they should be, none empty */
    Mutations(long seed, List<byte[]> good) {
        this.random = new Random(seed);
        this.good = List.copyOf(good);
    }

    byte[] next() {
        byte[] original = one();
        return switch (random.nextInt(8)) {
            case 0 -> random(random.nextInt(64));
            case 1 -> Arrays.copyOf(original, random.nextInt(original.length));
            case 2 -> Arrays.copyOf(original, original.length + 1 + random.nextInt(32));
            case 3 -> spliced(original, one());
            case 4 -> overwritten(original);
            default -> changed(original, 1 + random.nextInt(3));
        };
    }

    private byte[] one() {
        return good.get(random.nextInt(good.size()));
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] changed(byte[] original, int changes) {
        byte[] bytes = original.clone();
        for (int i = 0; i < changes; i++) {
            // Half of them at the front, where headers and counts are.
            int at = random.nextInt(random.nextBoolean() ? Math.min(48, bytes.length) : bytes.length);
            bytes[at] = switch (random.nextInt(3)) {
                case 0 -> SYNTAX[random.nextInt(SYNTAX.length)];
                case 1 -> (byte) (bytes[at] + 1 - 2 * random.nextInt(2));
                default -> (byte) random.nextInt(256);
            };
        }
        return bytes;
    }

    /** Four bytes in a row, as an integer that was made up. */
    private byte[] overwritten(byte[] original) {
        byte[] bytes = original.clone();
        int at = random.nextInt(bytes.length);
        byte with = EXTREMES[random.nextInt(EXTREMES.length)];
        Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), with);
        return bytes;
    }

    private byte[] spliced(byte[] head, byte[] tail) {
        int cut = random.nextInt(head.length);
        int from = random.nextInt(tail.length);
        byte[] bytes = Arrays.copyOf(head, cut + tail.length - from);
        System.arraycopy(tail, from, bytes, cut, tail.length - from);
        return bytes;
    }
}
