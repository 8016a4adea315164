package dev.evergreen.infra.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a portion of the messages to each topic holds: mostly wrong values made from good ones of that portion's ids and times,
 * some good ones, some without a value; keys that are mostly those that belong to the value.
 */
final class Traffic {
    private static final String ID = "\"id\":\"";
    private static final int LARGE = 4_000;

    private final Random random;
    private final int portion;
    private final Instant time;
    private final List<String> ids;
    private final SealedModel sealed = new SealedModel();

    /**
     * @param portion its number, from 0
     * @param time of its events
     * @param ids how many events it is about
     */
    Traffic(int portion, Instant time, int ids) {
        this.random = new Random(portion);
        this.portion = portion;
        this.time = time.truncatedTo(ChronoUnit.SECONDS);
        this.ids = IntStream.range(0, ids)
                .mapToObj(i -> "e%d-%d".formatted(portion, i))
                .toList();
    }

    /** A key and a value, each of which may be null. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a producer, which nobody compares.
    record Message(byte[] key, byte[] value) {}

    Supplier<Message> features() {
        return events(Good.FEATURES, ids);
    }

    Supplier<Message> labels() {
        return events(Good.LABELS, ids);
    }

    /** Half of them are of no feature event. */
    Supplier<Message> labeled() {
        List<String> some =
                ids.stream().map(id -> random.nextBoolean() ? id : "l" + id).toList();
        return events(Good.LABELED, some);
    }

    Supplier<Message> control() {
        return under(name(), true, values(0, withLarge(dated(Good.CONTROL))));
    }

    Supplier<Message> searches() {
        return under(name(), true, values(1, withLarge(dated(Good.examples("search-result")))));
    }

    /** Of rounds that rise, so that each portion may bring some that are taken. */
    Supplier<Message> models() {
        byte[] manifest = replaced(sealed.manifest(), "\"round\":4", "\"round\":" + (portion + 1));
        Supplier<byte[]> files = values(2, List.of(sealed.withManifest(manifest)));
        Supplier<byte[]> manifests = values(3, List.of(manifest));
        Supplier<byte[]> bodies = values(4, List.of(sealed.body()));
        return under(name(), true, () -> switch (random.nextInt(3)) {
            case 0 -> files.get();
            case 1 -> sealed(manifests.get(), sealed::withManifest);
            default -> sealed(bodies.get(), sealed::withBody);
        });
    }

    /** Kafka takes none without a key: the topic is compacted. */
    Supplier<Message> champions() {
        List<byte[]> good = Good.examples("lineup").stream()
                .map(lineup -> replaced(lineup, "\"champion\":3", "\"champion\":" + (portion + 1)))
                .toList();
        return under(name(), false, values(5, good));
    }

    private static byte[] sealed(byte[] content, UnaryOperator<byte[]> seal) {
        return content == null ? null : seal.apply(content);
    }

    private Supplier<Message> events(List<byte[]> good, List<String> ofIds) {
        var all = new ArrayList<byte[]>();
        for (String id : ofIds) {
            dated(good).forEach(one -> all.add(replaced(one, ID + "e1", ID + id)));
        }
        Supplier<byte[]> values = values(good.size(), withLarge(all));
        return () -> {
            byte[] value = values.get();
            return new Message(wrongNowAndThen(id(value), true), value);
        };
    }

    private Supplier<Message> under(byte[] key, boolean mayLack, Supplier<byte[]> values) {
        return () -> new Message(wrongNowAndThen(key, mayLack), values.get());
    }

    private byte[] wrongNowAndThen(byte[] key, boolean mayLack) {
        if (random.nextInt(10) > 0) {
            return key;
        }
        if (mayLack && random.nextBoolean()) {
            return null;
        }
        var bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Supplier<byte[]> values(int kind, List<byte[]> good) {
        var mutations = new Mutations(31L * portion + kind, good);
        return () -> switch (random.nextInt(200)) {
            case 0 -> null;
            case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> good.get(random.nextInt(good.size()));
            default -> mutations.next();
        };
    }

    /** One in ten is followed by the same with some kB that nobody asks for. */
    private List<byte[]> withLarge(List<byte[]> good) {
        Stream<byte[]> large = IntStream.range(0, 1 + good.size() / 10)
                .mapToObj(i ->
                        replaced(good.get(i), "{", "{\"pad\":\"%s\",".formatted("x".repeat(random.nextInt(LARGE)))));
        return Stream.concat(good.stream(), large).toList();
    }

    private List<byte[]> dated(List<byte[]> good) {
        String now = time.toString().replace("Z", "");
        String later = time.plusSeconds(1_800).toString().replace("Z", "");
        return good.stream()
                .map(one -> replaced(replaced(one, "2026-01-01T12:00:00", now), "2026-01-01T12:30:00", later))
                .toList();
    }

    /** The first place alone. */
    private static byte[] replaced(byte[] bytes, String what, String by) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = text.indexOf(what);
        return at < 0 ? bytes : Good.utf8(text.substring(0, at) + by + text.substring(at + what.length()));
    }

    private static byte[] name() {
        return Good.utf8(Good.PIPELINE.name());
    }

    /** What the value says that its id is, as far as one can tell without reading it properly. */
    private static byte[] id(byte[] value) {
        if (value == null) {
            return Good.utf8("e1");
        }
        String text = new String(value, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(ID);
        int end = at < 0 ? -1 : text.indexOf('"', at + ID.length());
        return end < 0 ? Good.utf8("e1") : text.substring(at + ID.length(), end).getBytes(StandardCharsets.ISO_8859_1);
    }
}
