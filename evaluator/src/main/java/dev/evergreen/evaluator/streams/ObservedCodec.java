package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.drift.Observed;
import dev.evergreen.ingest.event.FeatureVector;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** A row that the drift watch was shown, with its number. */
final class ObservedCodec {
    private static final int HEAD = 4 * Long.BYTES + Integer.BYTES + 2 * Double.BYTES;

    private ObservedCodec() {}

    static byte[] write(long number, Observed row) {
        Instant eventTime = row.eventTime();
        var buffer = ByteBuffer.allocate(HEAD + FeatureBytes.size(row.features()))
                .putLong(number)
                .putLong(row.champion())
                .putLong(row.rows())
                .putLong(eventTime.getEpochSecond())
                .putInt(eventTime.getNano())
                .putDouble(row.label())
                .putDouble(row.answer());
        FeatureBytes.put(buffer, row.features());
        return buffer.array();
    }

    /** Absent if it has another number. */
    static Optional<Observed> read(long number, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong() != number) {
            return Optional.empty();
        }
        long champion = buffer.getLong();
        long rows = buffer.getLong();
        var eventTime = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        double label = buffer.getDouble();
        double answer = buffer.getDouble();
        FeatureVector features = FeatureBytes.get(buffer);
        return Optional.of(new Observed(champion, rows, eventTime, label, answer, features));
    }
}
