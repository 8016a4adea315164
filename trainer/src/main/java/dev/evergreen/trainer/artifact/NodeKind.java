package dev.evergreen.trainer.artifact;

/** What a node asks of a row. The codes are part of the binary form. */
public enum NodeKind {
    LEAF(0),
    /** Goes to the first child where {@code row[feature] <= value}; NaN goes to the second. */
    NUMERIC(1),
    /** Goes to the first child where {@code row[feature] == value}, a code of a nominal feature. */
    NOMINAL_EQUALS(2),
    /** Goes to the first child where {@code !(row[feature] > value)}: as {@link #NUMERIC}, but NaN goes to the first. */
    NUMERIC_OR_MISSING(3),
    /**
     * Goes to the first child where {@code row[feature]} is a code in the node's set; NaN goes where the set says, and
     * what is no code (negative, fractional, beyond the set) to the second.
     */
    NOMINAL_IN(4);

    final byte code;

    NodeKind(int code) {
        this.code = (byte) code;
    }

    static NodeKind ofCode(int code) {
        return switch (code) {
            case 0 -> LEAF;
            case 1 -> NUMERIC;
            case 2 -> NOMINAL_EQUALS;
            case 3 -> NUMERIC_OR_MISSING;
            case 4 -> NOMINAL_IN;
            default -> throw new IllegalArgumentException("node kind " + code + " is unknown");
        };
    }
}
