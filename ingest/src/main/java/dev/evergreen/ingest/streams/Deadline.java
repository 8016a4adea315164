package dev.evergreen.ingest.streams;

import java.time.Instant;

/** When an id waits, or is remembered, no longer. The earlier come first. */
record Deadline(Instant at, String id) implements Comparable<Deadline> {

    @Override
    public int compareTo(Deadline other) {
        int byTime = at.compareTo(other.at);
        return byTime == 0 ? id.compareTo(other.id) : byTime;
    }
}
