package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.Met;
import dev.evergreen.evaluator.join.Progress;
import dev.evergreen.evaluator.join.Remembered;
import dev.evergreen.evaluator.join.Truth;
import dev.evergreen.evaluator.scoring.Guess;
import dev.evergreen.evaluator.scoring.Shadows;
import dev.evergreen.ingest.event.FeatureVector;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The binary forms of what this app keeps in its stores and sends to itself. */
final class JoinCodec {
    private static final byte OPEN = 1;
    private static final byte SETTLED = 2;
    private static final byte MET = 1;
    private static final byte ORDER = 2;
    private static final byte MET_WITH_FEATURES = 3;
    private static final int SHADOW_BYTES = 2 * Long.BYTES;
    private static final int TRUTH_BYTES = 2 * 12 + 8;

    private JoinCodec() {}

    static byte[] write(Remembered remembered) {
        return switch (remembered) {
            case Remembered.Open open -> {
                var buffer = ByteBuffer.allocate(1 + guessBytes(open.guess())).put(OPEN);
                putGuess(buffer, open.guess());
                yield buffer.array();
            }
            case Remembered.Settled settled -> new byte[] {SETTLED};
        };
    }

    static Remembered remembered(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return buffer.get() == OPEN ? new Remembered.Open(guess(buffer)) : new Remembered.Settled();
    }

    static byte[] write(Truth truth) {
        var buffer = ByteBuffer.allocate(TRUTH_BYTES);
        putTruth(buffer, truth);
        return buffer.array();
    }

    static Truth truth(byte[] bytes) {
        return truth(ByteBuffer.wrap(bytes));
    }

    static byte[] write(Progress progress) {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(progress.answered())
                .putLong(progress.labeled())
                .putLong(progress.answers())
                .putLong(progress.truths())
                .array();
    }

    static Progress progress(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Progress(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    static byte[] write(Emitted.Joined joined) {
        Met met = joined.met();
        byte[] id = met.id().getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(
                        1 + TRUTH_BYTES + guessBytes(met.guess()) + FeatureBytes.size(joined.features()) + id.length)
                .put(MET_WITH_FEATURES);
        putTruth(buffer, met.truth());
        putGuess(buffer, met.guess());
        FeatureBytes.put(buffer, joined.features());
        return buffer.put(id).array();
    }

    /**
     * Absent if the bytes are none of {@link #write(Emitted.Joined)}: it comes from a topic, to which others might write.
     * Earlier versions wrote no features.
     */
    static Optional<Emitted.Joined> joined(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            byte kind = buffer.get();
            if (kind != MET && kind != MET_WITH_FEATURES) {
                return Optional.empty();
            }
            Truth truth = truth(buffer);
            Optional<Guess> guess = guess(buffer);
            FeatureVector features = kind == MET ? FeatureVector.owning(new double[0]) : FeatureBytes.get(buffer);
            var met = new Met(StandardCharsets.UTF_8.decode(buffer).toString(), truth, guess);
            return Optional.of(new Emitted.Joined(met, features));
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** A user's order on its way to the one place that decides, as it came. */
    static byte[] writeOrder(byte[] order) {
        return ByteBuffer.allocate(1 + order.length).put(ORDER).put(order).array();
    }

    /** Absent if the bytes are none of {@link #writeOrder}. */
    static Optional<byte[]> order(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == ORDER
                ? Optional.of(Arrays.copyOfRange(bytes, 1, bytes.length))
                : Optional.empty();
    }

    private static void putTruth(ByteBuffer buffer, Truth truth) {
        putInstant(buffer, truth.eventTime());
        putInstant(buffer, truth.labelTime());
        buffer.putDouble(truth.label());
    }

    private static Truth truth(ByteBuffer buffer) {
        return new Truth(instant(buffer), instant(buffer), buffer.getDouble());
    }

    private static void putInstant(ByteBuffer buffer, Instant instant) {
        buffer.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static Instant instant(ByteBuffer buffer) {
        return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    }

    private static int guessBytes(Optional<Guess> guess) {
        return guess.map(g -> 1
                        + 2 * Long.BYTES
                        + 1
                        + g.scores().length * Double.BYTES
                        + 1
                        + g.shadows().count() * SHADOW_BYTES)
                .orElse(1);
    }

    private static void putGuess(ByteBuffer buffer, Optional<Guess> guess) {
        buffer.put((byte) (guess.isPresent() ? 1 : 0));
        guess.ifPresent(g -> {
            double[] scores = g.scores();
            buffer.putLong(g.round()).putDouble(g.prediction()).put((byte) scores.length);
            for (double score : scores) {
                buffer.putDouble(score);
            }
            buffer.put((byte) g.shadows().count());
            for (int s = 0; s < g.shadows().count(); s++) {
                buffer.putLong(g.shadows().round(s)).putDouble(g.shadows().prediction(s));
            }
        });
    }

    private static Optional<Guess> guess(ByteBuffer buffer) {
        if (buffer.get() == 0) {
            return Optional.empty();
        }
        long round = buffer.getLong();
        double prediction = buffer.getDouble();
        var scores = new double[Byte.toUnsignedInt(buffer.get())];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = buffer.getDouble();
        }
        return Optional.of(new Guess(round, prediction, scores, shadows(buffer)));
    }

    private static Shadows shadows(ByteBuffer buffer) {
        var rounds = new long[Byte.toUnsignedInt(buffer.get())];
        var predictions = new double[rounds.length];
        for (int s = 0; s < rounds.length; s++) {
            rounds[s] = buffer.getLong();
            predictions[s] = buffer.getDouble();
        }
        return rounds.length == 0 ? Shadows.NONE : new Shadows(rounds, predictions);
    }
}
