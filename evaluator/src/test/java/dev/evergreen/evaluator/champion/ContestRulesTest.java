package dev.evergreen.evaluator.champion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ModelEvent.Cause;
import dev.evergreen.ingest.event.ModelEvent.Evidence;
import dev.evergreen.ingest.event.ModelEvent.Kind;
import dev.evergreen.ingest.pipeline.Promotion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContestRulesTest {
    private static final Promotion SOON = Promotion.test(0.05, 20);
    private static final Map<Long, Double> SECOND_RIGHT = Map.of(1L, 0.0, 2L, 1.0);
    private static final Map<Long, Double> FIRST_RIGHT = Map.of(1L, 1.0, 2L, 0.0);

    @Test
    void firstModelIsChampionAtOnceAndTheNextIsInItsShadow() {
        var duel = new Duel(SOON, 4, 5);
        assertThat(duel.story()).containsExactly("promoted 4 first", "arrived 5 winner");
        assertThat(duel.contest.lineup("elec")).contains(new Lineup("elec", 2, 4, List.of(5L), Optional.empty(), 5));
        assertThat(duel.decisions.getFirst().champion()).isEmpty();
        assertThat(duel.decisions.getFirst().eventTime()).isEmpty();
    }

    @Test
    void winnerOfTheTestIsPromotedWithItsNumbersAndTheLoserStaysInTheShadow() {
        var duel = new Duel(SOON, 1, 2);
        for (int i = 0; i < 19; i++) {
            duel.row(1, SECOND_RIGHT);
        }
        assertThat(duel.champion()).as("before min_events").isEqualTo(1);
        duel.row(1, SECOND_RIGHT);
        assertThat(duel.contest.lineup("elec")).contains(new Lineup("elec", 3, 2, List.of(1L), Optional.of(1L), 2));
        ModelEvent last = duel.decisions.getLast();
        Evidence evidence = last.evidence().orElseThrow();
        assertThat(last)
                .isEqualTo(new ModelEvent(
                        "elec",
                        Kind.PROMOTED,
                        Cause.TEST,
                        2,
                        Optional.of(1L),
                        3,
                        20,
                        Optional.of(duel.contest.upTo()),
                        Optional.of(evidence),
                        Optional.empty(),
                        "beats round 1: mean gain 1.0000 over 20 events"));
        assertThat(evidence.events()).isEqualTo(20);
        assertThat(evidence.meanGain()).isEqualTo(1);
        assertThat(evidence.level()).isEqualTo(Levels.of(0.05, 1));
        // A twelfth of 1.8 to the 20th and so on, and the half that waits for later blocks.
        double wealth = 0.5;
        for (double share : new double[] {0.025, 0.05, 0.1, 0.2, 0.4, 0.8}) {
            wealth += Math.pow(1 + share, 20) / 12;
        }
        assertThat(evidence.eValue()).isCloseTo(wealth, within(1e-6));
    }

    @Test
    void formerChampionComesBackByTheSameTest() {
        var duel = new Duel(SOON, 1, 2);
        for (int i = 0; i < 20; i++) {
            duel.row(1, SECOND_RIGHT);
        }
        assertThat(duel.challenger(1)).isEqualTo(Challenger.formerChampion(1));
        for (int i = 0; i < 20; i++) {
            duel.row(1, FIRST_RIGHT);
        }
        assertThat(duel.story())
                .containsExactly("promoted 1 first", "arrived 2 winner", "promoted 2 test", "rolled_back 1 test");
        assertThat(duel.contest.lineup("elec")).contains(new Lineup("elec", 4, 1, List.of(2L), Optional.of(2L), 2));
    }

    @Test
    void onlyRowsThatBothHaveAnsweredCount() {
        var duel = new Duel(SOON, 1, 2);
        duel.row(1, Map.of());
        duel.row(1, Map.of(1L, 0.0));
        duel.row(1, Map.of(2L, 1.0));
        duel.row(1, Map.of(1L, 0.0, 2L, 7.0));
        duel.row(1, Map.of(1L, -1.0, 2L, 1.0));
        assertThat(duel.challenger(2).wealth()).isEqualTo(Wealth.START);
        assertThat(duel.contest.rows()).isEqualTo(5);
        duel.row(1, SECOND_RIGHT);
        assertThat(duel.challenger(2).wealth().events()).isEqualTo(1);
    }

    @Test
    void levelIsSharedInTheOrderInWhichTestsBegin() {
        var duel = new Duel(SOON, 1, 2, 3, 4);
        duel.row(1, Map.of(1L, 1.0, 3L, 1.0));
        duel.row(1, Map.of(1L, 1.0, 3L, 1.0, 4L, 1.0, 2L, 1.0));
        assertThat(duel.contest.challengers()).extracting(Challenger::round).containsExactly(2L, 3L, 4L);
        assertThat(duel.contest.challengers()).extracting(Challenger::place).containsExactly(2, 1, 3);
        double all = 0;
        for (int place = 1; place < 1_000_000; place++) {
            all += Levels.of(0.05, place);
        }
        assertThat(all).isCloseTo(0.05, within(1e-6)).isLessThan(0.05);
    }

    @Test
    void theOneFurthestFromWinningMakesRoom() {
        var duel = new Duel(SOON, 1, 2, 3, 4);
        for (int i = 0; i < 25; i++) {
            duel.row(i % 2, Map.of(1L, 1.0, 2L, i % 3 == 0 ? 0.0 : 1.0, 3L, i % 5 == 0 ? 0.0 : 1.0, 4L, 1.0));
        }
        long worst = duel.contest.challengers().stream()
                .min((a, b) -> Double.compare(a.nearness(0.05), b.nearness(0.05)))
                .orElseThrow()
                .round();
        duel.arrives(5);
        assertThat(duel.contest.challengers())
                .extracting(Challenger::round)
                .hasSize(3)
                .contains(5L)
                .doesNotContain(worst);
        ModelEvent gone = duel.decisions.getLast();
        assertThat(gone.kind()).isEqualTo(Kind.RETIRED);
        assertThat(gone.round()).isEqualTo(worst);
        assertThat(gone.evidence().orElseThrow().events()).isEqualTo(25);
    }

    @Test
    void roundsThatComeThickAndFastDoNotKeepTheFirstFromBeingTested() {
        for (int room : new int[] {1, 3}) {
            var duel = new Duel(new Promotion(Promotion.Policy.TEST, 0.05, 20, 0, room, 1), 1, 2);
            for (long round = 3; round < 23; round++) {
                duel.row(1, SECOND_RIGHT);
                duel.arrives(round);
                assertThat(duel.contest.challengers()).hasSizeLessThanOrEqualTo(room);
            }
            assertThat(duel.champion()).isEqualTo(2);
        }
    }

    @Test
    void newestIsPromotedAtOnceWhereThatIsThePolicy() {
        var duel = new Duel(Promotion.DEFAULT.withPolicy(Promotion.Policy.NEWEST), 1, 2);
        for (int i = 0; i < 1_000; i++) {
            duel.row(1, FIRST_RIGHT);
        }
        assertThat(duel.story()).containsExactly("promoted 1 first", "promoted 2 newest");
        assertThat(duel.contest.lineup("elec")).contains(new Lineup("elec", 2, 2, List.of(), Optional.of(1L), 2));
    }

    @Test
    void evidenceIsLookedAtEverySoManyRows() {
        var duel = new Duel(SOON.withCheckEvery(50), 1, 2);
        for (int i = 0; i < 49; i++) {
            duel.row(1, SECOND_RIGHT);
        }
        assertThat(duel.champion()).isEqualTo(1);
        duel.row(1, SECOND_RIGHT);
        assertThat(duel.champion()).isEqualTo(2);
    }

    @Test
    void userPromotesAndRollsBack() {
        var duel = new Duel(SOON, 1, 2);
        duel.row(1, SECOND_RIGHT);
        duel.take(duel.rules().promote(duel.contest, 2, Set.of(1L, 2L), Optional.of("r-1")));
        assertThat(duel.decisions.getLast().request()).contains("r-1");
        assertThat(duel.decisions.getLast().evidence().orElseThrow().events()).isEqualTo(1);
        assertThat(duel.contest.lineup("elec")).contains(new Lineup("elec", 3, 2, List.of(1L), Optional.of(1L), 2));
        duel.take(duel.rules().rollBack(duel.contest, Set.of(1L, 2L), Optional.empty()));
        assertThat(duel.story()).endsWith("promoted 2 user", "rolled_back 1 user");
        assertThat(duel.contest.lineup("elec")).contains(new Lineup("elec", 4, 1, List.of(2L), Optional.of(2L), 2));
    }

    @Test
    void ordersThatCannotBeFollowedChangeNothing() {
        var duel = new Duel(SOON, 1, 2);
        Contest before = duel.contest;
        duel.take(duel.rules().promote(before, 1, Set.of(1L, 2L), Optional.empty()));
        duel.take(duel.rules().promote(before, 9, Set.of(2L, 1L), Optional.empty()));
        duel.take(duel.rules().rollBack(before, Set.of(1L, 2L), Optional.empty()));
        assertThat(duel.contest).isEqualTo(before);
        assertThat(duel.decisions.subList(2, 5)).allMatch(d -> d.kind() == Kind.REFUSED && d.version() == 2);
        assertThat(duel.decisions.subList(2, 5))
                .extracting(ModelEvent::reason)
                .containsExactly(
                        "the model of round 1 is champion already",
                        "there is no model of round 9; there are those of rounds [1, 2]",
                        "there was no other champion to go back to");
    }

    @Test
    void oldRoundThatAUserPromotesTakesAPlaceInTheShadow() {
        var duel = new Duel(SOON, 2, 3, 4, 5);
        duel.take(duel.rules().promote(duel.contest, 1, Set.of(1L, 2L, 3L, 4L, 5L), Optional.empty()));
        assertThat(duel.contest.lineup("elec"))
                .contains(new Lineup("elec", 5, 1, List.of(2L, 5L, 4L), Optional.of(2L), 5));
        assertThat(duel.story()).endsWith("promoted 1 user", "retired 3 room");
    }

    @Test
    void wildErrorsOfAnUnknownScaleKeepWithinBounds() {
        var random = new SplittableRandom(3);
        var wealth = Wealth.START;
        for (int i = 0; i < 3_000; i++) {
            double gain = Gain.of(
                    TestPipelines.numbers("p").label(), 0, random.nextDouble() * 1e300, random.nextInt(2) * 1e-300, i);
            assertThat(Math.abs(gain)).isLessThanOrEqualTo(4);
            wealth = wealth.after(gain, 4, 0.1);
            assertThat(wealth.value()).isFinite().isPositive();
        }
    }
}
