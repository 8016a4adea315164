package dev.evergreen.ingest.streams;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Instants as bytes that sort as the instants do. */
final class Instants {
    static final int BYTES = Long.BYTES + Integer.BYTES;

    private Instants() {}

    /** The sign bit is flipped, so that times before 1970 sort first. */
    static void put(ByteBuffer buffer, Instant instant) {
        buffer.putLong(instant.getEpochSecond() ^ Long.MIN_VALUE).putInt(instant.getNano());
    }

    static Instant get(ByteBuffer buffer) {
        return Instant.ofEpochSecond(buffer.getLong() ^ Long.MIN_VALUE, buffer.getInt());
    }
}
