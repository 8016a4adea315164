package dev.evergreen.trainer.governor;

import static dev.evergreen.ingest.event.ResourceMetric.Action.BACK_OFF;
import static dev.evergreen.ingest.event.ResourceMetric.Action.CLIMB;
import static dev.evergreen.ingest.event.ResourceMetric.Action.IGNORE;
import static dev.evergreen.ingest.event.ResourceMetric.Action.MEASURE;
import static dev.evergreen.ingest.event.ResourceMetric.Action.RETURN;
import static dev.evergreen.ingest.event.ResourceMetric.Action.STAY;
import static dev.evergreen.ingest.event.ResourceMetric.Action.WARM_UP;
import static dev.evergreen.trainer.governor.Measured.round;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.ResourceMetric.Action;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GovernorTest {
    private static final int MAX = 8;

    private GovernorState state = GovernorState.initial(MAX);

    @Test
    void beginsWithOneColdAndOneWarmSerialRound() {
        assertThat(state.nJobs()).isEqualTo(1);
        expect(round(1, 60), WARM_UP, 1, "the first round in a process runs cold code");
        expect(round(1, 70), CLIMB, 2, "measured serially; there is room for 2");
    }

    @Test
    void measuresSeriallyUntilTheCodeIsWarm() {
        expect(round(1, 40), WARM_UP, 1, "the first round in a process runs cold code");
        expect(round(1, 80), WARM_UP, 1, "2.00 times as fast as the round before: still warming up");
        expect(round(1, 100), CLIMB, 2, "measured serially; there is room for 2");
    }

    @Test
    void warmsUpForFourRoundsAtMost() {
        for (double rate = 1; rate < 100; rate *= 2) {
            if (decide(round(1, rate)).action() == CLIMB) {
                assertThat(rate).isEqualTo(16);
                return;
            }
        }
        throw new AssertionError("never warm");
    }

    @Test
    void doublesWhileItPaysUpToAllCores() {
        warm(100);
        expect(round(2, 190), CLIMB, 4, "each core beyond 1 brings 0.90 of one; there is room for 4");
        expect(round(4, 350), CLIMB, 8, "each core beyond 2 brings 0.80 of one; there is room for 8");
        expect(round(8, 600), STAY, 8, "each core beyond 4 brings 0.63 of one; 8 is all there is");
        expect(round(8, 600), STAY, 8, "6.00 times as fast as one at a time; 8 is all there is");
    }

    @Test
    void triesTheMiddleOfADoublingThatDoesNotPay() {
        warm(100);
        decide(round(2, 200));
        decide(round(4, 400));
        expect(round(8, 380), RETURN, 6, "each core beyond 4 brings -0.05 of one: tries the middle");
        expect(round(6, 480), STAY, 6, "each core beyond 4 brings 0.40 of one");
    }

    @Test
    void goesBackWhenTheMiddleDoesNotPayEither() {
        warm(100);
        decide(round(2, 200));
        decide(round(4, 400));
        decide(round(8, 340));
        expect(round(6, 350), RETURN, 4, "each core beyond 4 brings -0.25 of one, does not pay");
    }

    @Test
    void measuresAgainWhatIsTooCloseToCall() {
        warm(100);
        expect(round(2, 115), MEASURE, 2, "each core beyond 1 brings 0.15 of one, too close to call");
        expect(round(2, 105), MEASURE, 2, "each core beyond 1 brings 0.10 of one, too close to call");
        expect(round(2, 104), RETURN, 1, "each core beyond 1 brings 0.08 of one, does not pay");
    }

    @Test
    void triesAgainAfterAHoldThatDoublesUpToALimit() {
        warm(100);
        int expected = 4;
        for (int attempt = 0; attempt < 7; attempt++) {
            assertThat(decide(round(2, 50)).action()).isEqualTo(RETURN);
            assertThat(calmRoundsUntil(CLIMB, 1, 100)).isEqualTo(expected);
            expected = Math.min(64, 2 * expected);
        }
    }

    @Test
    void leavesWhatIsNoLongerFaster() {
        warm(100);
        state = state.within(2);
        settleAtTwo();
        expect(round(2, 40), STAY, 2, "1.45 times as fast as one at a time; 2 is all there is");
        decide(round(2, 40));
        assertThat(calmRoundsUntil(RETURN, 2, 40)).isLessThanOrEqualTo(3);
        assertThat(state.nJobs()).isEqualTo(1);
    }

    @Test
    void backsOffAtOnceAfterALongRoundUnderPressure() {
        settleAtTwo();
        expect(
                round(2, 130).queue(3.1).others(1),
                BACK_OFF,
                1,
                "the run queue is 3.1 on 2 cores, other processes use 1.0");
    }

    /** As while the JVM compiles. */
    @Test
    void bearsItsOwnThreadsWhereMoreAtOncePayAllTheSame() {
        settleAtTwo();
        expect(
                round(2, 190).others(0.1).cpuShare(0.6),
                STAY,
                2,
                "1.90 times as fast as one at a time; 2 is all there is");
    }

    @Test
    void makesRoomForItsOwnThreadsWhereTheyMakeRoundsSlow() {
        settleAtTwo();
        decide(round(2, 90).others(0.1));
        decide(round(2, 90).others(0.1));
        decide(round(2, 90).others(0.1));
        decide(round(2, 90).others(0.1));
        expect(
                round(2, 90).others(0.1).cpuShare(0.6),
                BACK_OFF,
                1,
                "fits had a core for 60 % of their time, other processes use 0.1");
    }

    @Test
    void waitsForASecondShortRoundUnderPressure() {
        settleAtTwo();
        var crowded = round(2, 130).queue(3.1).others(1).lasting(0.2);
        expect(
                crowded,
                STAY,
                2,
                "the run queue is 3.1 on 2 cores, other processes use 1.0; one short round only, so far");
        expect(crowded, BACK_OFF, 1, "the run queue is 3.1 on 2 cores, other processes use 1.0");
    }

    @Test
    void doesNotWaitWhenTheHeapIsFull() {
        settleAtTwo();
        assertThat(decide(round(2, 130).heap(0.95).lasting(0.2)).action()).isEqualTo(BACK_OFF);
    }

    @Test
    void comesUpOnlyWhenCoresHaveBeenFreeForAWhile() {
        settleAtTwo();
        decide(round(2, 130).queue(3.1).others(1));
        for (int i = 0; i < 20; i++) {
            expect(
                    round(1, 100).queue(2).others(1),
                    STAY,
                    1,
                    "1.00 times as fast as one at a time; no core is free, other processes use 1.0 of 2");
        }
        expect(round(1, 100), STAY, 1, "1.00 times as fast as one at a time; more is tried in 1 rounds");
        expect(round(1, 100), CLIMB, 2, "1.00 times as fast as one at a time; there is room for 2");
    }

    @Test
    void waitsLongerWhenPressureComesBackSoon() {
        settleAtTwo();
        int before = 2;
        for (int i = 0; i < 4; i++) {
            decide(round(2, 130).gc(0.4));
            assertThat(calmRoundsUntil(CLIMB, 1, 100)).isEqualTo(before);
            before *= 2;
        }
    }

    @Test
    void neverGoesBelowOne() {
        settleAtTwo();
        decide(round(2, 130).gc(0.4));
        expect(
                round(1, 50).queue(5).others(2),
                STAY,
                1,
                "the run queue is 5.0 on 2 cores, other processes use 2.0; one fit at a time is the least");
    }

    @Test
    void learnsNothingFromARoundUnderPressure() {
        settleAtTwo();
        var known = state.rates();
        decide(round(2, 10).gc(0.5));
        assertThat(state.rates()).isEqualTo(known);
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of(round(1, 100).heap(0.8), "80 % of the heap stay live"),
                Arguments.of(round(1, 100).gc(0.15), "collections took 15 % of the time already"),
                Arguments.of(round(1, 100).throttled(0.04), "a CPU quota holds it back for 4 % of the time already"),
                Arguments.of(round(1, 100).queue(2.2).others(0.3), "the run queue is 2.2 on 2 cores already"),
                Arguments.of(round(1, 100).others(0.9), "no core is free, other processes use 0.9 of 2"));
    }

    @ParameterizedTest
    @MethodSource
    void obstacles(Measured round, String why) {
        state = GovernorState.initial(2);
        decide(round(1, 100));
        expect(round, STAY, 1, "measured serially; " + why);
    }

    @Test
    void goesOnlyAsFarAsOthersLeaveCores() {
        warm(100);
        decide(round(2, 200));
        expect(
                round(4, 400).others(3).queue(7),
                CLIMB,
                5,
                "each core beyond 2 brings 1.00 of one; there is room for 5");
    }

    static Stream<Arguments> useless() {
        return Stream.of(
                Arguments.of(round(1, 5).failed("all fits failed"), "says nothing: all fits failed"),
                Arguments.of(round(1, 0), "says nothing: hardly any work, 10.000 s"),
                Arguments.of(round(1, 5).lasting(0.001), "says nothing: hardly any work, 0.001 s"),
                Arguments.of(round(1, 5).lasting(0), "says nothing: hardly any work, 0.000 s"),
                Arguments.of(round(4, 5), "says nothing: it ran with 4, not 1"));
    }

    @ParameterizedTest
    @MethodSource
    void useless(Measured round, String reason) {
        expect(round, IGNORE, 1, reason);
        assertThat(state).isEqualTo(GovernorState.initial(MAX));
    }

    @Test
    void judgesByWhatJavaKnowsWhereTheSystemTellsNothing() {
        decide(round(1, 100).withoutMeters());
        expect(round(1, 100).withoutMeters(), CLIMB, 2, "measured serially; there is room for 2");
        expect(round(2, 130).withoutMeters().cpuShare(0.67), BACK_OFF, 1, "fits had a core for 67 % of their time");
    }

    @Test
    void ignoresTheColdRoundOfANewProcessAndGoesOn() {
        settleAtTwo();
        var known = state.rates();
        state = state.inNewProcess();
        expect(round(2, 20), WARM_UP, 2, "the first round in a process runs cold code");
        assertThat(state.rates()).isEqualTo(known);
        expect(round(2, 190), STAY, 2, "1.90 times as fast as one at a time; 2 is all there is");
    }

    @Test
    void takesUpWhatItKnewOnASmallerAndALargerMachine() {
        warm(100);
        decide(round(2, 200));
        decide(round(4, 400));
        decide(round(8, 800));
        var smaller = state.within(3);
        assertThat(smaller.nJobs()).isEqualTo(3);
        assertThat(smaller.rates().measured()).extracting(Rates.Rate::nJobs).containsExactlyInAnyOrder(1, 2);
        state = state.within(16);
        assertThat(state.nJobs()).isEqualTo(8);
        expectIn(16, round(8, 800), STAY, 8, "8.00 times as fast as one at a time; more is tried in 1 rounds");
        expectIn(16, round(8, 800), CLIMB, 16, "8.00 times as fast as one at a time; there is room for 16");
    }

    @Test
    void startsAfreshWhenNothingItKnewStillHolds() {
        assertThat(GovernorState.initial(8).within(2)).isEqualTo(GovernorState.initial(2));
    }

    @Test
    void itsStateSurvivesJson() {
        settleAtTwo();
        decide(round(2, 130).gc(0.4));
        assertThat(Json.read(Json.write(state), GovernorState.class)).isEqualTo(state);
        assertThat(Json.read(Json.write(GovernorState.initial(2)), GovernorState.class))
                .isEqualTo(GovernorState.initial(2));
    }

    @Test
    void aDecisionIsPublishedWithWhatItRestsOn() {
        warm(100);
        var measure = round(2, 190)
                .gc(0.125)
                .throttled(0.03125)
                .others(0.25)
                .queue(2.5)
                .on(MAX);
        var metric = Governor.decide(state, measure, MAX).after("p", 7, measure);
        assertThat(metric.nJobsBefore()).isEqualTo(2);
        assertThat(metric.pipeline()).isEqualTo("p");
        assertThat(metric.round()).isEqualTo(7);
        assertThat(metric.gcShare()).contains(0.125);
        assertThat(metric.throttledShare()).contains(0.03125);
        assertThat(metric.heapShare()).contains(0.5);
        assertThat(metric.cpuShare()).contains(1.0);
        assertThat(metric.otherCpu()).contains(0.25);
        assertThat(metric.runQueue()).contains(2.5);
        assertThat(metric.rate()).contains(190.0);
        assertThat(Json.read(Json.write(metric), ResourceMetric.class)).isEqualTo(metric);
    }

    private void warm(double rate) {
        decide(round(1, rate));
        assertThat(decide(round(1, rate)).action()).isEqualTo(CLIMB);
    }

    private void settleAtTwo() {
        state = GovernorState.initial(2);
        decide(round(1, 100));
        decide(round(1, 100));
        assertThat(decide(round(2, 190)).action()).isEqualTo(STAY);
        for (int i = 0; i < 10; i++) {
            decide(round(2, 190));
        }
        assertThat(state.nJobs()).isEqualTo(2);
    }

    private int calmRoundsUntil(Action action, int nJobs, double rate) {
        for (int rounds = 1; rounds <= 100; rounds++) {
            if (decide(round(nJobs, rate)).action() == action) {
                return rounds;
            }
        }
        throw new AssertionError("no " + action);
    }

    private Decision decide(Measured round) {
        Decision decision = Governor.decide(state, round.on(state.max()), state.max());
        state = decision.next();
        return decision;
    }

    private void expect(Measured round, Action action, int nJobs, String reason) {
        expectIn(state.max(), round, action, nJobs, reason);
    }

    private void expectIn(int max, Measured round, Action action, int nJobs, String reason) {
        Decision decision = Governor.decide(state, round.on(max), max);
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.action()).isEqualTo(action);
        assertThat(decision.nJobs()).isEqualTo(nJobs);
        state = decision.next();
    }
}
