package dev.evergreen.trainer.governor;

import static dev.evergreen.ingest.event.ResourceMetric.Action.BACK_OFF;
import static dev.evergreen.ingest.event.ResourceMetric.Action.CLIMB;
import static dev.evergreen.ingest.event.ResourceMetric.Action.IGNORE;
import static dev.evergreen.ingest.event.ResourceMetric.Action.MEASURE;
import static dev.evergreen.ingest.event.ResourceMetric.Action.RETURN;
import static dev.evergreen.ingest.event.ResourceMetric.Action.STAY;
import static dev.evergreen.ingest.event.ResourceMetric.Action.WARM_UP;
import static dev.evergreen.trainer.governor.GovernorState.FIRST_HOLD;

import dev.evergreen.trainer.governor.GovernorState.Phase;
import dev.evergreen.trainer.governor.Pressure.When;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds how many fits at once pay. One round is measured serially, then it is twice as many while each core more brings
 * {@link #PAYS} of a core, then the middle. Under {@link Pressure} it goes down, and up again once that has been gone for a
 * while; the while doubles with every climb that fails. A pure function of what it remembers and what it is told.
 */
public final class Governor {
    /**
     * Marginal efficiency that pays. From one core to two it is all that can be lost: a tenth. Rounds are mostly awaited on
     * a machine that has nothing better to do, and where others want its cores, pressure shows it.
     */
    static final double PAYS = 0.1;

    /** Nearer than this to {@link #PAYS}, one round's noise of ten per cent could have made the difference. */
    static final double DOUBT = 0.15;

    private static final int MEASURES = 3;

    /** A round so much faster than the last serial one shows that the JVM was still compiling. */
    static final double WARMING = 1.25;

    private static final int LONGEST_WARM_UP = 4;

    /** Below it, seconds of wall measure the clock and the scheduler. */
    private static final double SHORTEST_S = 0.02;

    /** From so many seconds on, one round under pressure is enough. */
    private static final double LONG_S = 1;

    private Governor() {}

    /** @param max all cores or slots there are, 1 or more */
    public static Decision decide(GovernorState before, RoundMeasure round, int max) {
        GovernorState state = before.within(max);
        Optional<String> useless = useless(state, round);
        if (useless.isPresent()) {
            return new Decision(state, IGNORE, useless.get());
        }
        if (state.cold()) {
            return new Decision(
                    state.warmer(round.rate().orElseThrow()), WARM_UP, "the first round in a process runs cold code");
        }
        return Pressure.in(round, max)
                .filter(pressure -> pressure.when() != When.WHERE_IT_COSTS || !paysAllTheSame(state, round))
                .map(pressure -> underPressure(state, round, pressure))
                .orElseGet(() -> calm(state, round));
    }

    private static Optional<String> useless(GovernorState state, RoundMeasure round) {
        if (round.failure().isPresent()) {
            return Optional.of("says nothing: " + round.failure().get());
        }
        if (round.rate().isEmpty() || round.wallS() < SHORTEST_S) {
            return Optional.of(text("says nothing: hardly any work, %.3f s", round.wallS()));
        }
        return round.nJobs() == state.nJobs()
                ? Optional.empty()
                : Optional.of(text("says nothing: it ran with %d, not %d", round.nJobs(), state.nJobs()));
    }

    /** Against the fastest with fewer at once. */
    private static boolean paysAllTheSame(GovernorState state, RoundMeasure round) {
        int n = state.nJobs();
        Rates rates = state.rates().with(n, round.rate().orElseThrow());
        return rates.bestBelow(n)
                .filter(lower -> rates.gain(lower.nJobs(), n) >= PAYS)
                .isPresent();
    }

    private static Decision underPressure(GovernorState state, RoundMeasure round, Pressure pressure) {
        GovernorState pressed = state.underPressure();
        if (state.nJobs() == 1) {
            return new Decision(pressed, STAY, pressure.reason() + "; one fit at a time is the least");
        }
        if (pressed.pressed() < 2 && round.wallS() < LONG_S && pressure.when() != When.AT_ONCE) {
            return new Decision(pressed, STAY, pressure.reason() + "; one short round only, so far");
        }
        boolean climbFailed = state.onTrial() || state.rounds() <= state.holdLength();
        int target = Math.min(pressure.target(), state.onTrial() ? state.from() : state.nJobs() - 1);
        int hold = climbFailed ? state.longerHold() : FIRST_HOLD;
        return new Decision(state.holdingAt(target, hold), BACK_OFF, pressure.reason());
    }

    private static Decision calm(GovernorState state, RoundMeasure round) {
        double rate = round.rate().orElseThrow();
        return switch (state.phase()) {
            case WARMING -> warming(state, round, rate);
            case CLIMBING, BISECTING -> judge(state.measured(rate), round);
            case HOLDING -> holding(state.measured(rate), round);
        };
    }

    private static Decision warming(GovernorState state, RoundMeasure round, double rate) {
        double faster = state.rates().at(1).map(last -> rate / last.perS()).orElse(1.0);
        if (faster > WARMING && state.rounds() < LONGEST_WARM_UP) {
            return new Decision(
                    state.warmer(rate),
                    WARM_UP,
                    text("%.2f times as fast as the round before: still warming up", faster));
        }
        GovernorState measured = state.measured(rate);
        return up(measured, round, "measured serially")
                .orElseGet(() -> new Decision(
                        measured.holdingAt(1, FIRST_HOLD), STAY, "measured serially; " + against(measured, round)));
    }

    private static Decision judge(GovernorState state, RoundMeasure round) {
        int n = state.nJobs();
        double gain = state.rates().gain(state.from(), n);
        String gained = text("each core beyond %d brings %.2f of one", state.from(), gain);
        if (Math.abs(gain - PAYS) < DOUBT && state.rates().rounds(n) < MEASURES) {
            return new Decision(state, MEASURE, gained + ", too close to call");
        }
        return gain >= PAYS ? paid(state, round, gained) : notPaid(state, gained);
    }

    private static Decision paid(GovernorState state, RoundMeasure round, String gained) {
        if (state.phase() == Phase.BISECTING) {
            return new Decision(state.holdingAt(state.nJobs(), state.longerHold()), STAY, gained);
        }
        return up(state, round, gained)
                .orElseGet(() -> new Decision(
                        state.holdingAt(state.nJobs(), state.holdLength()),
                        STAY,
                        gained + "; " + against(state, round)));
    }

    private static Decision notPaid(GovernorState state, String gained) {
        int middle = (state.from() + state.nJobs()) / 2;
        if (state.phase() == Phase.CLIMBING && middle > state.from()) {
            return new Decision(
                    state.trying(middle, Phase.BISECTING, state.from()), RETURN, gained + ": tries the middle");
        }
        return new Decision(state.holdingAt(state.from(), state.longerHold()), RETURN, gained + ", does not pay");
    }

    private static Decision holding(GovernorState state, RoundMeasure round) {
        int n = state.nJobs();
        Optional<Integer> better = state.rates()
                .bestBelow(n)
                .filter(lower -> state.rates().rounds(n) >= MEASURES)
                .filter(lower -> state.rates().gain(lower.nJobs(), n) < 0)
                .map(Rates.Rate::nJobs);
        if (better.isPresent()) {
            return new Decision(
                    state.holdingAt(better.get(), state.longerHold()),
                    RETURN,
                    text("no longer faster than %d at once", better.get()));
        }
        String speed = text("%.2f times as fast as one at a time", state.rates().speedup(n));
        if (n >= state.max()
                || Headroom.obstacle(round, Headroom.next(round, n, state.max()))
                        .isPresent()) {
            return new Decision(state, STAY, speed + "; " + against(state, round));
        }
        if (state.hold() > 1) {
            int rest = state.hold() - 1;
            return new Decision(state.waiting(rest), STAY, text("%s; more is tried in %d rounds", speed, rest));
        }
        return up(state, round, speed).orElseThrow();
    }

    /** To the next step, on trial; empty if there is no room for it. */
    private static Optional<Decision> up(GovernorState state, RoundMeasure round, String because) {
        int n = state.nJobs();
        int next = Headroom.next(round, n, state.max());
        return Headroom.obstacle(round, next).isPresent()
                ? Optional.empty()
                : Optional.of(new Decision(
                        state.trying(next, Phase.CLIMBING, n), CLIMB, because + text("; there is room for %d", next)));
    }

    private static String against(GovernorState state, RoundMeasure round) {
        int n = state.nJobs();
        return n >= state.max()
                ? text("%d is all there is", n)
                : Headroom.obstacle(round, Headroom.next(round, n, state.max())).orElse("");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
