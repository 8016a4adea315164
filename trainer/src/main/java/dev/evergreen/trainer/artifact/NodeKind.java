package dev.evergreen.trainer.artifact;

/** What a node asks of a row. The codes are part of the binary form. */
public enum NodeKind {
    LEAF(0, 0),
    /** Goes to the first child where {@code row[feature] <= value}; NaN goes to the second. */
    NUMERIC(1, Double.BYTES),
    /** Goes to the first child where {@code row[feature] == value}, a code of a nominal feature. */
    NOMINAL_EQUALS(2, 0),
    /** Goes to the first child where {@code !(row[feature] > value)}: as {@link #NUMERIC}, but NaN goes to the first. */
    NUMERIC_OR_MISSING(3, Double.BYTES),
    /**
     * Goes to the first child where {@code row[feature]} is a code in the node's set; NaN goes where the set says, and
     * what is no code (negative, fractional, beyond the set) to the second.
     */
    NOMINAL_IN(4, 0);

    /** By code. A look-up costs less than a switch, whose way no processor guesses: leaves and splits take turns as they like. */
    private static final NodeKind[] BY_CODE = {LEAF, NUMERIC, NOMINAL_EQUALS, NUMERIC_OR_MISSING, NOMINAL_IN};

    final byte code;
    /** Of its threshold in the binary form; 0 if it has none. */
    final int thresholdBytes;

    NodeKind(int code, int thresholdBytes) {
        this.code = (byte) code;
        this.thresholdBytes = thresholdBytes;
    }

    static NodeKind ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("node kind " + code + " is unknown");
        }
        return BY_CODE[code];
    }
}
