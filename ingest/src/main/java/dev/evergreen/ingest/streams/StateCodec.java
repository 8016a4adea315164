package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.join.JoinState;
import dev.evergreen.ingest.join.JoinState.Done;
import dev.evergreen.ingest.join.JoinState.Ending;
import dev.evergreen.ingest.join.JoinState.WaitingForFeatures;
import dev.evergreen.ingest.join.JoinState.WaitingForLabel;
import dev.evergreen.ingest.join.Original;
import dev.evergreen.ingest.join.Progress;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The binary form of states. Of what waits only the original message is kept, and parsed again when it is needed: the
 * pipeline may have got other features or classes since.
 */
final class StateCodec {
    private static final byte WAITS_FOR_LABEL = 1;
    private static final byte WAITS_FOR_FEATURES = 2;
    private static final byte JOINED = 3;
    private static final byte FEATURES_EXPIRED = 4;
    private static final byte LABEL_EXPIRED = 5;
    private static final int NONE = -1;
    /** Of a waiting state besides the bytes it wraps. */
    private static final int FRAME = 1 + 2 * Instants.BYTES + Long.BYTES + 5 * Integer.BYTES;

    private final EventParser parser;

    StateCodec(Pipeline pipeline) {
        parser = new EventParser(pipeline);
    }

    /** What was kept for an id. */
    sealed interface Kept {
        record Current(JoinState state) implements Kept {}

        /** A message that was of the pipeline once and is no more. */
        record Outdated(Original original, Parsed.Rejected<?> why) implements Kept {}
    }

    /** @throws IllegalArgumentException for what is not known, of which nothing is kept */
    static byte[] write(JoinState state) {
        return switch (state) {
            case WaitingForLabel w -> write(WAITS_FOR_LABEL, w);
            case WaitingForFeatures w -> write(WAITS_FOR_FEATURES, w);
            case Done d -> {
                var buffer = ByteBuffer.allocate(1 + Instants.BYTES).put(code(d.ending()));
                Instants.put(buffer, d.until());
                yield buffer.array();
            }
            case JoinState.Unknown u -> throw new IllegalArgumentException("nothing to keep");
        };
    }

    /** @throws IllegalStateException if the bytes are no state, or of another version of this program */
    Kept read(byte[] bytes) {
        try {
            return read(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException | NoSuchElementException e) {
            throw new IllegalStateException("a damaged state in a store; reset the application", e);
        }
    }

    private Kept read(ByteBuffer buffer) {
        return switch (buffer.get()) {
            case WAITS_FOR_LABEL -> features(Instants.get(buffer), original(buffer));
            case WAITS_FOR_FEATURES -> label(Instants.get(buffer), original(buffer));
            case JOINED -> done(Ending.JOINED, buffer);
            case FEATURES_EXPIRED -> done(Ending.FEATURES_EXPIRED, buffer);
            case LABEL_EXPIRED -> done(Ending.LABEL_EXPIRED, buffer);
            default -> throw new IllegalStateException("a store of another version; reset the application");
        };
    }

    /** Whether the state that these bytes are waits; or else it is done. */
    static boolean waits(byte[] bytes) {
        return bytes[0] == WAITS_FOR_LABEL || bytes[0] == WAITS_FOR_FEATURES;
    }

    /** Until when the state that these bytes are waits or is remembered, without reading the rest. */
    static Instant deadline(byte[] bytes) {
        return Instants.get(ByteBuffer.wrap(bytes).position(1));
    }

    private static byte code(Ending ending) {
        return switch (ending) {
            case JOINED -> JOINED;
            case FEATURES_EXPIRED -> FEATURES_EXPIRED;
            case LABEL_EXPIRED -> LABEL_EXPIRED;
        };
    }

    private static Kept done(Ending ending, ByteBuffer buffer) {
        return new Kept.Current(new Done(ending, Instants.get(buffer)));
    }

    static byte[] write(Progress progress) {
        var buffer = ByteBuffer.allocate(4 * Instants.BYTES + Long.BYTES);
        write(progress.features(), buffer);
        write(progress.labels(), buffer);
        return buffer.putLong(progress.waiting()).array();
    }

    static Progress progress(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Progress(side(buffer), side(buffer), buffer.getLong());
    }

    private static void write(Progress.Side side, ByteBuffer buffer) {
        Instants.put(buffer, side.eventTime());
        Instants.put(buffer, side.heardAt());
    }

    private static Progress.Side side(ByteBuffer buffer) {
        return new Progress.Side(Instants.get(buffer), Instants.get(buffer));
    }

    private Kept features(Instant deadline, Original original) {
        Parsed<FeatureEvent> parsed = parser.features(
                required(original.key()),
                required(original.value()),
                original.timestamp().toEpochMilli());
        return switch (parsed) {
            case Parsed.Accepted<FeatureEvent>(var event) ->
                new Kept.Current(new WaitingForLabel(event, original, deadline));
            case Parsed.Rejected<FeatureEvent> why -> new Kept.Outdated(original, why);
        };
    }

    private Kept label(Instant deadline, Original original) {
        Parsed<LabelEvent> parsed = parser.label(
                required(original.key()),
                required(original.value()),
                original.timestamp().toEpochMilli());
        return switch (parsed) {
            case Parsed.Accepted<LabelEvent>(var event) ->
                new Kept.Current(new WaitingForFeatures(event, original, deadline));
            case Parsed.Rejected<LabelEvent> why -> new Kept.Outdated(original, why);
        };
    }

    private static byte[] required(Optional<Bytes> bytes) {
        return bytes.orElseThrow().toArray();
    }

    private static byte[] write(byte kind, JoinState.Waiting waiting) {
        Original original = waiting.original();
        byte[] topic = original.topic().getBytes(StandardCharsets.UTF_8);
        int size = Math.toIntExact(FRAME + topic.length + original.size());
        var buffer = ByteBuffer.allocate(size).put(kind);
        Instants.put(buffer, waiting.deadline());
        put(buffer, topic);
        buffer.putInt(original.partition()).putLong(original.offset());
        Instants.put(buffer, original.timestamp());
        put(buffer, original.key());
        put(buffer, original.value());
        buffer.putInt(original.headers().size());
        for (Header header : original.headers()) {
            put(buffer, header.key().getBytes(StandardCharsets.UTF_8));
            put(buffer, header.value());
        }
        return buffer.array();
    }

    private static Original original(ByteBuffer buffer) {
        String topic = text(buffer);
        int partition = buffer.getInt();
        long offset = buffer.getLong();
        Instant timestamp = Instants.get(buffer);
        Optional<Bytes> key = bytes(buffer);
        Optional<Bytes> value = bytes(buffer);
        int count = buffer.getInt();
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headers.add(new Header(text(buffer), bytes(buffer)));
        }
        return new Original(topic, partition, offset, timestamp, key, value, headers);
    }

    private static void put(ByteBuffer buffer, byte[] bytes) {
        buffer.putInt(bytes.length).put(bytes);
    }

    private static void put(ByteBuffer buffer, Optional<Bytes> bytes) {
        bytes.map(Bytes::toArray).ifPresentOrElse(b -> put(buffer, b), () -> buffer.putInt(NONE));
    }

    private static String text(ByteBuffer buffer) {
        return new String(bytes(buffer).orElseThrow().toArray(), StandardCharsets.UTF_8);
    }

    private static Optional<Bytes> bytes(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length == NONE) {
            return Optional.empty();
        }
        // Before room is made for it: a store is restored from a topic.
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return Optional.of(Bytes.owning(bytes));
    }
}
