package dev.evergreen.trainer.artifact;

/** How the leaves that a row falls into become one answer. The codes are part of the binary form. */
public enum Combination {
    /** No trees: {@code base} is the answer, one share a trained class or one number. */
    CONSTANT(0, false, false),
    /** A leaf holds one share a trained class: weighted sum over the trees, divided by its total. */
    POSTERIORS(1, true, true),
    /** A leaf holds the position of a trained class: the tree's weight counts for it, divided by the total. */
    VOTES(2, true, true),
    /** A leaf holds a number: the mean over the trees. */
    MEAN(3, false, false),
    /** A leaf holds a number: {@code base} plus the sum over the trees. */
    SUM(4, false, false),
    /** As {@link #SUM}; twice that is the log odds of the second trained class against the first. */
    LOGISTIC(5, true, false),
    /** As {@link #SUM} from 0 for each trained class, tree {@code t} for class {@code t % classes}; then softmax. */
    SOFTMAX(6, true, false);

    private final byte code;
    private final boolean onlyClasses;
    private final boolean weighted;

    Combination(int code, boolean onlyClasses, boolean weighted) {
        this.code = (byte) code;
        this.onlyClasses = onlyClasses;
        this.weighted = weighted;
    }

    byte code() {
        return code;
    }

    static Combination ofCode(int code) {
        for (Combination combination : values()) {
            if (combination.code == code) {
                return combination;
            }
        }
        throw new IllegalArgumentException("combination " + code + " is unknown");
    }

    boolean fits(boolean classifier) {
        return this == CONSTANT || onlyClasses == classifier;
    }

    /** Whether each tree has a weight. */
    public boolean weighted() {
        return weighted;
    }

    /** How many numbers a leaf holds. */
    int leafWidth(int trainedClasses) {
        return this == POSTERIORS ? trainedClasses : 1;
    }

    /** How many numbers {@code base} holds. */
    int baseWidth(int trainedClasses) {
        return switch (this) {
            case CONSTANT -> Math.max(1, trainedClasses);
            case SUM, LOGISTIC -> 1;
            case POSTERIORS, VOTES, MEAN, SOFTMAX -> 0;
        };
    }

    /** How many trees make one round, the unit in which an ensemble can be cut short. */
    int treesPerRound(int trainedClasses) {
        return this == SOFTMAX ? trainedClasses : 1;
    }
}
