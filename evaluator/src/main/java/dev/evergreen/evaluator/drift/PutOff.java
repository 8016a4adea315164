package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A trigger's alarm in the cool-down. It asks when that is over: a detector that has adapted to a change does not alarm again.
 *
 * @param seen rows that the watch had seen then
 */
record PutOff(Detector detector, Signal signal, long seen) {
    static final int BYTES = 1 + Integer.BYTES + 2 * Double.BYTES + 3 * Long.BYTES;
    private static final byte NONE = 0;

    /** The signal as it is after more rows. */
    Signal at(long nowSeen) {
        return new Signal(
                signal.feature(),
                signal.value(),
                signal.threshold(),
                signal.sinceRows() + nowSeen - seen,
                signal.sinceTime());
    }

    static void write(Optional<PutOff> putOff, ByteBuffer to) {
        if (putOff.isEmpty()) {
            to.put(NONE).put(new byte[BYTES - 1]);
            return;
        }
        Signal signal = putOff.get().signal();
        to.put(code(putOff.get().detector()))
                .putInt(signal.feature().orElse(-1))
                .putDouble(signal.value())
                .putDouble(signal.threshold())
                .putLong(signal.sinceRows())
                .putLong(signal.sinceTime())
                .putLong(putOff.get().seen());
    }

    /** @param features how many there are */
    static Optional<PutOff> read(int features, ByteBuffer from) {
        byte code = from.get();
        int feature = from.getInt();
        double value = from.getDouble();
        double threshold = from.getDouble();
        long sinceRows = from.getLong();
        long sinceTime = from.getLong();
        long seen = from.getLong();
        if (code == NONE) {
            return Optional.empty();
        }
        var about = feature == -1 ? OptionalInt.empty() : OptionalInt.of(State.bounded(feature, features - 1));
        return Optional.of(new PutOff(detector(code), new Signal(about, value, threshold, sinceRows, sinceTime), seen));
    }

    private static byte code(Detector detector) {
        return switch (detector) {
            case ADWIN -> 1;
            case DDM -> 2;
            case PAGE_HINKLEY -> 3;
            case PSI -> 4;
            case EVERY -> 5;
        };
    }

    private static Detector detector(byte code) {
        return Arrays.stream(Detector.values())
                .filter(d -> code(d) == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a detector of code " + code));
    }
}
