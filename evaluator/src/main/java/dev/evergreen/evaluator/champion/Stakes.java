package dev.evergreen.evaluator.champion;

/** The fixed stakes among which a bettor's capital is shared, as shares of the most that can be staked without ruin. */
final class Stakes {
    private static final double[] SHARES = {0.025, 0.05, 0.1, 0.2, 0.4, 0.8};

    static final int COUNT = SHARES.length;

    /** Far above any bound, far below infinity, which would never come down again. Less is always valid. */
    private static final double MOST = 1e100;

    private Stakes() {}

    /**
     * The capital of one stake after an event.
     *
     * @param excess from {@code -worst} to {@code worst}
     */
    static double after(double capital, int stake, double excess, double worst) {
        return Math.min(MOST, capital * (1 + SHARES[stake] * excess / worst));
    }
}
