package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ControlMessage.Cause;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.trainer.window.RetrainTrigger.Order;
import dev.evergreen.trainer.window.RetrainTrigger.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetrainTriggerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Retrain EVERY_3_ROWS = new Retrain(Optional.of(3), Optional.empty(), true, 2);
    private static final Retrain EVERY_10_S =
            new Retrain(Optional.empty(), Optional.of(Duration.ofSeconds(10)), false, 2);

    private RetrainTrigger state = RetrainTrigger.initial(0);
    private final List<StartRound> started = new ArrayList<>();

    @Test
    void startsARoundEverySoManyRows() {
        rows(EVERY_3_ROWS, 2, 100);
        assertThat(started).isEmpty();
        rows(EVERY_3_ROWS, 1, 200);
        assertThat(started).containsExactly(new StartRound(1, "3 rows since the last trigger", 3, 200));
        finish(1);
        rows(EVERY_3_ROWS, 3, 300);
        assertThat(started).last().isEqualTo(new StartRound(2, "3 rows since the last trigger", 6, 300));
    }

    @Test
    void waitsForMinRows() {
        var retrain = new Retrain(Optional.of(3), Optional.empty(), true, 5);
        rows(retrain, 4, 100);
        assertThat(started).isEmpty();
        rows(retrain, 1, 200);
        assertThat(started).containsExactly(new StartRound(1, "5 rows since the last trigger", 5, 200));
    }

    @Test
    void startsARoundEverySoOften() {
        rows(EVERY_10_S, 2, 0);
        timer(EVERY_10_S, 9_999);
        assertThat(started).isEmpty();
        assertThat(state.nextTimer(EVERY_10_S, 9_999)).hasValue(10_000);
        timer(EVERY_10_S, 10_000);
        assertThat(started).containsExactly(new StartRound(1, "10 s since the last trigger", 2, 10_000));
        assertThat(state.nextTimer(EVERY_10_S, 10_000)).hasValue(20_000);
    }

    @Test
    void aTimeThatPassedWithTooFewRowsFiresWithTheRowThatFillsTheWindow() {
        timer(EVERY_10_S, 15_000);
        assertThat(started).isEmpty();
        assertThat(state.nextTimer(EVERY_10_S, 15_000)).isEmpty();
        rows(EVERY_10_S, 1, 16_000);
        rows(EVERY_10_S, 1, 17_000);
        assertThat(started).containsExactly(new StartRound(1, "17 s since the last trigger", 2, 17_000));
    }

    @Test
    void hasNoTimerWithoutATime() {
        assertThat(state.nextTimer(EVERY_3_ROWS, 0)).isEmpty();
    }

    @Test
    void aTriggerDuringARoundWaitsAndKeepsItsRowCount() {
        rows(EVERY_3_ROWS, 7, 100);
        assertThat(started).hasSize(1);
        assertThat(state.heldRowCount()).hasValue(6);
        finish(1);
        assertThat(started).last().isEqualTo(new StartRound(2, "3 rows since the last trigger", 6, 100));
        assertThat(state.heldRowCount()).isEmpty();
    }

    @Test
    void onlyTheLatestTriggerWaits() {
        rows(EVERY_3_ROWS, 9, 100);
        control(EVERY_3_ROWS, Cause.USER, "now", 200);
        finish(1);
        assertThat(started).last().isEqualTo(new StartRound(2, "user: now", 9, 200));
        finish(2);
        assertThat(started).hasSize(2);
    }

    @Test
    void aRequestStartsAtOnceAndCountsAsATrigger() {
        rows(EVERY_3_ROWS, 2, 100);
        control(EVERY_3_ROWS, Cause.DRIFT, "error rose", 200);
        assertThat(started).containsExactly(new StartRound(1, "drift: error rose", 2, 200));
        finish(1);
        rows(EVERY_3_ROWS, 2, 300);
        assertThat(started).hasSize(1);
    }

    @Test
    void aRequestWaitsForMinRows() {
        control(EVERY_3_ROWS, Cause.USER, "now", 100);
        assertThat(started).isEmpty();
        assertThat(state.heldRowCount()).isEmpty();
        rows(EVERY_3_ROWS, 2, 200);
        assertThat(started).containsExactly(new StartRound(1, "user: now", 2, 200));
    }

    @Test
    void driftIsIgnoredIfTheUserSaysSo() {
        rows(EVERY_10_S, 2, 100);
        Step step = state.onControl(EVERY_10_S, drift(Optional.empty()), 2, 200);
        assertThat(step).isEqualTo(new Step(state, Optional.empty(), Optional.of("drift, but on_drift is false")));
        assertThat(state.onControl(EVERY_10_S, order(Cause.USER, "now"), 2, 200).start())
                .isPresent();
    }

    @Test
    void aRoundKnowsOfTheChangeThatItWasOrderedForAndSoDoAllAfterIt() {
        rows(EVERY_3_ROWS, 2, 100);
        changed(NOON, 100);
        assertThat(started).containsExactly(new StartRound(1, "drift: error rose", 2, 100, Optional.of(NOON)));
        rows(EVERY_3_ROWS, 3, 200);
        finish(1);
        assertThat(started).last().extracting(StartRound::changedAt).isEqualTo(Optional.of(NOON));
    }

    @Test
    void ofSeveralOrdersDuringARoundTheLastChangeCounts() {
        rows(EVERY_3_ROWS, 3, 100);
        changed(NOON.plusSeconds(60), 200);
        changed(NOON, 300);
        control(EVERY_3_ROWS, Cause.USER, "now", 400);
        finish(1);
        assertThat(started).last().isEqualTo(new StartRound(2, "user: now", 3, 400, Optional.of(NOON)));
    }

    @Test
    void driftStartsNoRoundOnTheRowsOfTheLastOneButTheNextKnowsOfTheChange() {
        rows(EVERY_3_ROWS, 3, 100);
        finish(1);
        Step step = state.onControl(EVERY_3_ROWS, drift(Optional.empty()), 3, 200);
        assertThat(step.start()).isEmpty();
        assertThat(step.ignored()).contains("drift, but the last round has the rows that told of it");
        state = step.next();
        rows(EVERY_3_ROWS, 3, 300);
        assertThat(started).last().extracting(StartRound::changedAt).isEqualTo(Optional.of(NOON));
    }

    /** A row's event time is its number here. */
    @Test
    void anOrderOfDriftThatComesLateStartsNoRoundOnWhatTheLastOneHas() {
        rows(EVERY_3_ROWS, 3, 100);
        finish(1);
        rows(EVERY_3_ROWS, 2, 200);
        Step late = state.onControl(EVERY_3_ROWS, drift(Optional.of(Instant.ofEpochMilli(3))), 5, 300);
        assertThat(late.start()).isEmpty();
        assertThat(late.ignored()).contains("drift, but the last round has the rows that told of it");
        Step news = state.onControl(EVERY_3_ROWS, drift(Optional.of(Instant.ofEpochMilli(4))), 5, 300);
        assertThat(news.start()).map(StartRound::rowCount).contains(5L);
        state = late.next();
        rows(EVERY_3_ROWS, 1, 400);
        assertThat(started)
                .last()
                .isEqualTo(new StartRound(2, "3 rows since the last trigger", 6, 400, Optional.of(NOON)));
    }

    /** A row whose clock was ahead came first: event time tells nothing until it is reached. */
    @Test
    void driftIsNotMissedWhereNoNewerRowHasCome() {
        rowsAt(30, 10, 11);
        finish(1);
        rowsAt(12);
        assertThat(startsARound(30)).isTrue();
    }

    /** An older row that comes after newer ones does not make them forgotten. */
    @Test
    void whatTheLastRoundHasIsToldByItsNewestRow() {
        rowsAt(30, 10, 20);
        finish(1);
        rowsAt(40);
        assertThat(startsARound(30)).isFalse();
        assertThat(startsARound(40)).isTrue();
    }

    @Test
    void theEndOfARoundThatDoesNotRunIsIgnored() {
        assertThat(state.onRoundFinished(1, 0).ignored()).contains("round 1, begun at 0, is not running");
        rows(EVERY_3_ROWS, 3, 100);
        assertThat(state.onRoundFinished(2, 0))
                .isEqualTo(new Step(state, Optional.empty(), Optional.of("round 2, begun at 0, is not running")));
        finish(1);
        assertThat(state.onRoundFinished(1, 0).ignored()).contains("round 1, begun at 0, is not running");
    }

    @Test
    void aWindowThatShrankHoldsTriggersBack() {
        rows(EVERY_3_ROWS, 2, 100);
        assertThat(state.onRow(EVERY_3_ROWS, 1, 3, 200).start()).isEmpty();
    }

    @Test
    void roundsNeverOverlapAndRowCountsNeverFall() {
        var random = new Random(5);
        var retrain = new Retrain(Optional.of(4), Optional.of(Duration.ofSeconds(1)), true, 3);
        long now = 0;
        for (int event = 0; event < 20_000; event++) {
            now += random.nextInt(200);
            int before = started.size();
            boolean ran = state.running();
            boolean finished = false;
            switch (random.nextInt(8)) {
                case 0 -> timer(retrain, now);
                case 1 -> control(retrain, Cause.USER, "now", now);
                case 2 -> {
                    Step step = state.onRoundFinished(state.lastRound() + random.nextInt(3) - 1, 0);
                    finished = step.ignored().isEmpty();
                    apply(step);
                }
                default -> rows(retrain, 1, now);
            }
            assertThat(started.size() - before).isLessThanOrEqualTo(ran && !finished ? 0 : 1);
        }
        assertThat(started).hasSizeGreaterThan(500);
        for (int i = 0; i < started.size(); i++) {
            assertThat(started.get(i).round()).isEqualTo(i + 1L);
            assertThat(started.get(i).rowCount())
                    .isGreaterThanOrEqualTo(i == 0 ? 3 : started.get(i - 1).rowCount());
        }
    }

    private void rows(Retrain retrain, int count, long now) {
        for (int i = 0; i < count; i++) {
            long number = state.totalRows() + 1;
            apply(state.onRow(retrain, number, number, now));
        }
    }

    private void rowsAt(long... eventTimes) {
        for (long eventTime : eventTimes) {
            apply(state.onRow(EVERY_3_ROWS, state.totalRows() + 1, eventTime, 100));
        }
    }

    private boolean startsARound(long driftUpTo) {
        var order = drift(Optional.of(Instant.ofEpochMilli(driftUpTo)));
        return state.onControl(EVERY_3_ROWS, order, state.totalRows(), 200)
                .start()
                .isPresent();
    }

    private void timer(Retrain retrain, long now) {
        apply(state.onTimer(retrain, state.totalRows(), now));
    }

    private void control(Retrain retrain, Cause cause, String reason, long now) {
        apply(state.onControl(retrain, order(cause, reason), state.totalRows(), now));
    }

    private void changed(Instant since, long now) {
        var order = new Order(Cause.DRIFT, "error rose", Optional.of(since), Optional.empty());
        apply(state.onControl(EVERY_3_ROWS, order, state.totalRows(), now));
    }

    private static Order order(Cause cause, String reason) {
        return new Order(cause, reason, Optional.empty(), Optional.empty());
    }

    private static Order drift(Optional<Instant> upTo) {
        return new Order(Cause.DRIFT, "error rose", Optional.of(NOON), upTo);
    }

    private void finish(long round) {
        apply(state.onRoundFinished(round, 0));
    }

    private void apply(Step step) {
        state = step.next();
        step.start().ifPresent(started::add);
    }
}
