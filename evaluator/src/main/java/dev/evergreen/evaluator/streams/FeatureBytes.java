package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.event.FeatureVector;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Features in a binary message: how many, and each as it is. */
final class FeatureBytes {
    private FeatureBytes() {}

    /** The first so many. */
    static FeatureVector first(FeatureVector features, int count) {
        return count == features.size() ? features : FeatureVector.owning(Arrays.copyOf(features.toArray(), count));
    }

    static int size(FeatureVector features) {
        return Short.BYTES + features.size() * Double.BYTES;
    }

    static void put(ByteBuffer buffer, FeatureVector features) {
        buffer.putShort((short) features.size());
        for (int f = 0; f < features.size(); f++) {
            buffer.putDouble(features.get(f));
        }
    }

    /** @throws BufferUnderflowException if there are fewer than is said */
    static FeatureVector get(ByteBuffer buffer) {
        int count = Short.toUnsignedInt(buffer.getShort());
        // Before room is made for them: others might write to the topic.
        if (count > buffer.remaining() / Double.BYTES) {
            throw new BufferUnderflowException();
        }
        var values = new double[count];
        for (int f = 0; f < values.length; f++) {
            values[f] = buffer.getDouble();
        }
        return FeatureVector.owning(values);
    }
}
