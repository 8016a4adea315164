package dev.evergreen.ingest.validation;

import static dev.evergreen.ingest.event.Samples.ELECTRICITY;
import static dev.evergreen.ingest.event.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, the answer is a value whose detail is a short line. */
class EventParserFuzzTest {
    private static final int MESSAGES = 100_000;
    private static final byte[] SYNTAX =
            "{}[]\",:\\0123456789eE+-.tfnu \u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final EventParser parser = new EventParser(ELECTRICITY);
    private final Random random = new Random(42);
    private final List<byte[]> good = good();

    @Test
    void anyBytesBecomeAValue() {
        int accepted = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] value = message();
            byte[] key = random.nextInt(4) == 0 ? message() : Samples.utf8("e1");
            long timestamp = random.nextInt(8) == 0 ? random.nextLong() : NOON.toEpochMilli();
            for (Parsed<?> parsed : List.of(
                    parser.features(key, value, timestamp),
                    parser.label(key, value, timestamp),
                    parser.labeled(key, value, timestamp),
                    parser.control(value))) {
                switch (parsed) {
                    case Parsed.Accepted<?> a -> accepted++;
                    case Parsed.Rejected<?> r -> check(r.detail());
                }
            }
        }
        // Else the mutations would be too wild to get past the first check.
        assertThat(accepted).isBetween(MESSAGES / 50, MESSAGES);
    }

    private static void check(String detail) {
        if (detail.isBlank()
                || detail.length() > 200
                || detail.chars().anyMatch(c -> c < ' ' || c == 0x7f)
                || detail.startsWith(Document.UNREADABLE)) {
            throw new AssertionError(detail);
        }
    }

    private byte[] message() {
        byte[] original = good.get(random.nextInt(good.size()));
        return switch (random.nextInt(5)) {
            case 0 -> bytes(random.nextInt(64));
            case 1 -> Arrays.copyOf(original, random.nextInt(original.length));
            case 2 -> splice(original, good.get(random.nextInt(good.size())));
            case 3 -> mutated(original, 1 + random.nextInt(3));
            default -> mutated(original, 1);
        };
    }

    private byte[] mutated(byte[] original, int changes) {
        byte[] bytes = original.clone();
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? SYNTAX[random.nextInt(SYNTAX.length)] : (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] splice(byte[] head, byte[] tail) {
        int cut = random.nextInt(head.length);
        int from = random.nextInt(tail.length);
        byte[] bytes = Arrays.copyOf(head, cut + tail.length - from);
        System.arraycopy(tail, from, bytes, cut, tail.length - from);
        return bytes;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> good() {
        var writer = new EventWriter(ELECTRICITY);
        return List.of(
                writer.features(Samples.features()),
                writer.label(Samples.label()),
                writer.labeled(Samples.labeled()),
                Json.write(Samples.control()),
                Samples.utf8(
                        "{\"features\":{\"nswprice\":-1.5e-7,\"weekday\":\"\\u006don\"},\"x\":[[],{},[null,true]]}"),
                Samples.utf8(
                        "{\"id\":\"e1\",\"label\":0,\"event_time\":\"2026-01-01T12:00:00.123+01:00\",\"é\":\"😀\"}"));
    }
}
