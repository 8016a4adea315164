package dev.evergreen.evaluator.champion;

import java.util.Arrays;

/**
 * An e-process for "the gains to come are never above {@code minGain} on average, whatever came before": the wealth of one
 * who begins with 1 and bets on the opposite. Under that hypothesis no bet pays on average, so that the wealth ever reaches
 * {@code 1 / level} with a probability of at most {@code level} (Ville's inequality), however often and for whatever reason
 * one looks. Nothing is assumed of the gains but that they are bounded: they may drift and depend on each other.
 *
 * <p>The betting is that of Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (JRSS B 86,
 * 2024), with their "diversified Kelly" bets: the capital is shared among fixed stakes, as none suits every difference
 * between two models. An average of e-processes is one again (Shafer, "Testing by betting", JRSS A 184, 2021), and so is one
 * that begins later, and holds its capital till then. That is used against drift: the share {@code 1 / ((k + 1) (k + 2))} of
 * the capital, for k = 0, 1, ..., is held back until {@value #BLOCK} events times k have passed. What begins late owes
 * nothing to a time when the challenger was the worse one, at the price of log((k + 1) (k + 2)) on the way to the bound.
 *
 * <p>Never changes after it was made. A step costs some ten multiplications.
 */
final class Wealth {
    static final int BLOCK = 500;

    static final Wealth START = new Wealth(0, 0, new double[Stakes.COUNT]);

    private final long events;
    private final double gains;
    private final double[] stakes;

    private Wealth(long events, double gains, double[] stakes) {
        this.events = events;
        this.gains = gains;
        this.stakes = stakes;
    }

    /** As it was written down. Takes the array as its own. */
    static Wealth restore(long events, double gains, double[] stakes) {
        return new Wealth(events, gains, stakes);
    }

    /**
     * After one more event.
     *
     * @param gain from {@code -bound} to {@code bound}
     */
    Wealth after(double gain, double bound, double minGain) {
        var next = stakes.clone();
        if (events % BLOCK == 0) {
            long k = events / BLOCK;
            double share = 1.0 / ((k + 1.0) * (k + 2.0));
            for (int s = 0; s < next.length; s++) {
                next[s] += share;
            }
        }
        for (int s = 0; s < next.length; s++) {
            next[s] = Stakes.after(next[s], s, gain - minGain, bound + minGain);
        }
        return new Wealth(events + 1, gains + gain, next);
    }

    /** The e-value: what was won and what is still held back. */
    double value() {
        double sum = 0;
        for (double stake : stakes) {
            sum += stake;
        }
        return sum / stakes.length + heldBack();
    }

    /** The shares of blocks that have not begun: they add up to {@code 1 / (blocks + 1)}. */
    private double heldBack() {
        long blocks = (events + BLOCK - 1) / BLOCK;
        return 1.0 / (blocks + 1);
    }

    long events() {
        return events;
    }

    /** Sum over the events. */
    double gains() {
        return gains;
    }

    /** 0 before the first event. */
    double meanGain() {
        return events == 0 ? 0 : gains / events;
    }

    /** {@code [stakes]}, a copy. */
    double[] stakes() {
        return stakes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wealth that
                && events == that.events
                && gains == that.gains
                && Arrays.equals(stakes, that.stakes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stakes) * 31 + Long.hashCode(events);
    }

    @Override
    public String toString() {
        return "%s after %d events, mean gain %s".formatted(value(), events, meanGain());
    }
}
