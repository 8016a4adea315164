package dev.evergreen.trainer.governor;

/**
 * What the governor remembers of a pipeline from round to round.
 *
 * @param nJobs for the next round
 * @param max cores or slots that all this was measured with
 * @param cold whether the next round is the first in its process, so that the JVM has compiled nothing
 * @param from what to go back to if the present {@code nJobs}, on trial, does not pay
 * @param rounds since {@code nJobs} last changed
 * @param hold calm rounds still to wait before going up
 * @param holdLength what {@code hold} last began with: it doubles with every climb that fails
 * @param pressed rounds under pressure in a row
 */
public record GovernorState(
        int nJobs,
        int max,
        Phase phase,
        boolean cold,
        int from,
        Rates rates,
        int rounds,
        int hold,
        int holdLength,
        int pressed) {

    /** How long to wait at first. */
    static final int FIRST_HOLD = 2;

    /** How long at most: one round in so many may be lost on a climb that fails again. */
    static final int LONGEST_HOLD = 64;

    /** What the next round is for. */
    public enum Phase {
        /** To measure it serially, once the code is warm. */
        WARMING,
        /** To see whether more pays. */
        CLIMBING,
        /** To see whether half of what did not pay does. */
        BISECTING,
        /** Only to train: {@code nJobs} is the best so far, or all there is room for. */
        HOLDING
    }

    /** Of a pipeline that has had no round. */
    public static GovernorState initial(int max) {
        return new GovernorState(1, max, Phase.WARMING, true, 1, Rates.NONE, 0, 0, FIRST_HOLD, 0);
    }

    /** The same, in a process that has just begun. */
    public GovernorState inNewProcess() {
        return new GovernorState(nJobs, max, phase, true, from, rates, rounds, hold, holdLength, pressed);
    }

    /** The same with other cores or slots: what was measured within them stays true, and there may be more to try. */
    GovernorState within(int newMax) {
        if (newMax == max) {
            return this;
        }
        Rates known = rates.upTo(newMax);
        if (known.measured().isEmpty()) {
            return initial(newMax);
        }
        int n = Math.min(phase == Phase.HOLDING ? nJobs : from, newMax);
        Phase next = phase == Phase.WARMING ? Phase.WARMING : Phase.HOLDING;
        return new GovernorState(n, newMax, next, cold, n, known, 0, FIRST_HOLD, FIRST_HOLD, 0);
    }

    boolean onTrial() {
        return phase == Phase.CLIMBING || phase == Phase.BISECTING;
    }

    GovernorState warmer(double rate) {
        Rates compared = phase == Phase.WARMING ? rates.cold(nJobs, rate) : rates;
        return new GovernorState(nJobs, max, phase, false, from, compared, rounds + 1, hold, holdLength, pressed);
    }

    GovernorState measured(double rate) {
        Rates more = rates.with(nJobs, rate);
        return new GovernorState(nJobs, max, phase, cold, from, more, rounds + 1, hold, holdLength, 0);
    }

    GovernorState underPressure() {
        return new GovernorState(nJobs, max, phase, cold, from, rates, rounds + 1, hold, holdLength, pressed + 1);
    }

    GovernorState trying(int n, Phase trial, int goBackTo) {
        return new GovernorState(n, max, trial, cold, goBackTo, rates.forget(n), 0, 0, holdLength, 0);
    }

    GovernorState waiting(int rest) {
        return new GovernorState(nJobs, max, phase, cold, from, rates, rounds, rest, holdLength, pressed);
    }

    /** At {@code n}, for {@code length} calm rounds at least. */
    GovernorState holdingAt(int n, int length) {
        int since = n == nJobs ? rounds : 0;
        return new GovernorState(n, max, Phase.HOLDING, cold, n, rates, since, length, length, 0);
    }

    int longerHold() {
        return Math.min(LONGEST_HOLD, 2 * holdLength);
    }
}
