package dev.evergreen.infra.data;

/**
 * Abrupt drift: one concept after the other, and then from the first again.
 *
 * @param every how many rows a concept lasts
 * @param concepts how many there are
 */
public record Drift(long every, int concepts) {
    public Drift {
        if (every < 1 || concepts < 1) {
            throw new IllegalArgumentException("%d concepts of %d rows".formatted(concepts, every));
        }
    }

    /** Each concept once, for an equal part of the rows. */
    public static Drift evenly(long rows, int concepts) {
        return new Drift(Math.max(1, Math.ceilDiv(rows, concepts)), concepts);
    }

    /** The number of the concept, from 0, that is in force at a row. */
    public int conceptAt(long row) {
        return (int) (row / every % concepts);
    }
}
