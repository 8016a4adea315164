package dev.evergreen.ingest.event;

/** How large messages may be, in bytes; topics are made to fit. */
public final class Limits {
    /** Of a feature event, a label or a control message. */
    public static final int INPUT = 1 << 20;

    /**
     * Of a labeled example. Numbers are rewritten by the join ({@code 1e6} as {@code 1000000}), which at most doubles the
     * features; with the label in addition this always suffices.
     */
    public static final int LABELED = 4 << 20;

    /** Of a reject: base64 takes four thirds of what it wraps. */
    public static final int REJECT = 2 << 20;

    /** Of a published model with its manifest. */
    public static final int MODEL = 32 << 20;

    /** For a record's key, headers and framing besides its value. */
    public static final int ROOM = 64 << 10;

    /** How deep JSON may nest. */
    public static final int DEPTH = 32;

    /** Of a number's text in characters. */
    public static final int NUMBER = 1_000;

    /** Of a field's name in characters. */
    public static final int NAME = 10_000;

    /** Of an event's id in characters. */
    public static final int ID = 200;

    private Limits() {}
}
