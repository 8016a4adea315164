package dev.evergreen.trainer.artifact;

/** What a node asks of a row. The codes are part of the binary form. */
public enum NodeKind {
    LEAF(0, Value.NONE, 1),
    /** Goes to the first child where {@code row[feature] <= value}; NaN goes to the second. */
    NUMERIC(1, Value.THRESHOLD, 1),
    /** Goes to the first child where {@code row[feature] == value}, a code of a nominal feature. */
    NOMINAL_EQUALS(2, Value.VARINT, 1),
    /** Goes to the first child where {@code !(row[feature] > value)}: as {@link #NUMERIC}, but NaN goes to the first. */
    NUMERIC_OR_MISSING(3, Value.THRESHOLD, 2),
    /**
     * Goes to the first child where {@code row[feature]} is a code in the node's set; NaN goes where the set says, and
     * what is no code (negative, fractional, beyond the set) to the second.
     */
    NOMINAL_IN(4, Value.VARINT, 2);

    /** What stands for a node in the binary form's column of values. */
    private enum Value {
        NONE,
        THRESHOLD,
        VARINT
    }

    /** By code. A look-up costs less than a switch, as nobody can guess whether a leaf or a split comes next. */
    private static final NodeKind[] BY_CODE = {LEAF, NUMERIC, NOMINAL_EQUALS, NUMERIC_OR_MISSING, NOMINAL_IN};

    final byte code;
    /** Of its threshold in the binary form; 0 if it has none. */
    final int thresholdBytes;
    /** Whether a varint stands there in the place of a threshold. */
    final boolean varint;
    /** The first version of the binary form that has it. */
    final int firstVersion;

    NodeKind(int code, Value value, int firstVersion) {
        this.code = (byte) code;
        this.thresholdBytes = value == Value.THRESHOLD ? Double.BYTES : 0;
        this.varint = value == Value.VARINT;
        this.firstVersion = firstVersion;
    }

    static NodeKind ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("node kind " + code + " is unknown");
        }
        return BY_CODE[code];
    }
}
