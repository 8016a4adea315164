package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric.Action;
import dev.evergreen.ingest.pipeline.NJobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoReportTest {
    private static final AutoReport.Setting SETTING = new AutoReport.Setting("elec", 20, 4, 3, 6, List.of(), 2);

    @ParameterizedTest
    @CsvSource({
        "1:WARM_UP 1:CLIMB 2:STAY 2:STAY, 3",
        "1:WARM_UP 1:WARM_UP 1:CLIMB 2:MEASURE 2:STAY, 5",
        // The middle of 4 and 8 had not been tried, 4 had.
        "1:WARM_UP 1:CLIMB 2:CLIMB 4:CLIMB 8:RETURN 6:RETURN 4:STAY, 6",
        "1:WARM_UP 1:CLIMB 2:BACK_OFF 1:STAY, 3",
        "1:IGNORE 1:STAY, 2",
        "1:WARM_UP 1:CLIMB 2:MEASURE, -1",
    })
    void settlesWithTheFirstDecisionThatEndsASearch(String decisions, int after) {
        var rounds = new ArrayList<AutoRound>();
        for (String decision : decisions.split(" ", -1)) {
            String[] both = decision.split(":", -1);
            rounds.add(round(rounds.size() + 1, 1, Integer.parseInt(both[0]), Action.valueOf(both[1]), false));
        }

        assertThat(AutoSize.settledAfter(rounds)).isEqualTo(after < 0 ? Optional.empty() : Optional.of(after));
    }

    @Test
    void comparesSteadyRoundsWithTheSameOfTheBestFixedNJobs() {
        var size = AutoSize.of(1_000, runs(1_000, 0));

        assertThat(size.bestNJobs()).isEqualTo(2);
        assertThat(size.comparable()).isEqualTo(6);
        assertThat(size.settledAfter()).contains(3);
        // Rounds 4 to 6: the medians are 5.5 and 5.
        assertThat(size.ratioToBest()).contains(1.1);
        assertThat(size.totalRatio()).isEqualTo((12 + 10 + 5 + 5.5 + 5.5 + 10) / (7 + 5 + 5 + 5 + 5 + 5));
    }

    @Test
    void comparesOnlyWhatWasBeforeTheBurner() {
        var size = AutoSize.of(1_000, runs(1_000, 6));

        assertThat(size.comparable()).isEqualTo(5);
        assertThat(size.totalRatio()).isEqualTo((12 + 10 + 5 + 5.5 + 5.5) / (7 + 5 + 5 + 5 + 5));
    }

    @Test
    void hasNoRatioWhereAutoDidNotSettleBeforeTheBurner() {
        var report = AutoReport.of(SETTING, runs(1_000, 3));

        assertThat(report.sizes().getFirst().settledAfter()).isEmpty();
        assertThat(report.sizes().getFirst().bestNJobs()).isEqualTo(2);
        assertThat(report.ratioToBest()).isEmpty();
        assertThat(report.warnings())
                .containsExactly("1,000 rows: auto did not settle before the burner; more --rounds");
    }

    @Test
    void saysTheWorstRatioOfAllSizes() {
        var all = new ArrayList<>(runs(1_000, 0));
        all.addAll(List.of(
                fixed(2_000, 1, 12, 10, 10, 10, 10, 10),
                fixed(2_000, 2, 7, 5, 5, 5, 5, 5),
                auto(2_000, 0, 12, 10, 5, 6, 6, 6)));

        var report = AutoReport.of(SETTING, all);

        assertThat(report.sizes())
                .extracting(AutoSize::ratioToBest)
                .containsExactly(Optional.of(1.1), Optional.of(1.2));
        assertThat(report.ratioToBest()).contains(1.2);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void warnsOfABusyMachineButNotOfTheBurner() {
        AutoRun quiet = fixed(1_000, 1, 1, 1, 1, 1, 1, 1);
        var busy = new AutoRun(
                1_000,
                new NJobs(2),
                quiet.rounds().stream()
                        .map(r -> new AutoRound(
                                r.round(),
                                r.wallS(),
                                2,
                                r.action(),
                                r.reason(),
                                1,
                                Optional.of(0.5),
                                false,
                                r.artifactSha256()))
                        .toList());

        assertThat(AutoReport.of(SETTING, List.of(quiet, busy, auto(1_000, 6, 1, 1, 1, 1, 1, 1)))
                        .warnings())
                .containsExactly(
                        "1,000 rows, n_jobs 2: other processes used 0.5 cores meanwhile; these figures are of a "
                                + "busy machine");
    }

    @Test
    void refusesWinnersThatDiffer() {
        AutoRun one = fixed(1_000, 1, 1, 1);
        var other = new AutoRun(
                1_000,
                NJobs.AUTO,
                List.of(
                        one.rounds().getFirst(),
                        new AutoRound(
                                2, 1, 1, Optional.of(Action.STAY), Optional.of(""), 1, Optional.empty(), false, "cd")));

        assertThatThrownBy(() -> AutoReport.of(SETTING, List.of(one, other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "1000 rows: n_jobs auto and 1 found different winners: they must be the same to the last bit");
    }

    @Test
    void isShownRoundByRound() {
        var setting = new AutoReport.Setting("elec", 20, 4, 3, 6, List.of(6, 6), 2);

        assertThat(AutoText.of(AutoReport.of(setting, runs(1_000, 6)))).isEqualToNormalizingNewlines("""
                elec, 20 features; 4 candidates x 3 folds and a refit; 2 cores
                a process for each n_jobs, one job in each: 6 rounds, wall clock in seconds
                * another process burns a core

                1,000 rows
                round     n_jobs 1    n_jobs 2        auto  n_jobs  decided after it
                    1        12.00        7.00       12.00       1  warm_up: because
                    2        10.00        5.00       10.00       1  climb: because
                    3        10.00        5.00        5.00       2  stay: because
                    4        10.00        5.00        5.50       2  stay: because
                    5        10.00        5.00        5.50       2  stay: because
                    6*       10.00        5.00       10.00       2  back_off: because
                auto's rounds 4 to 5 take 1.10 times those of n_jobs 2, the best fixed one; rounds 1 to 5 together: 1.41 times those of n_jobs 2""");
    }

    @Test
    void namesAutoAndNumbersInJson() {
        String json = new String(Json.write(AutoReport.of(SETTING, runs(1_000, 0))), StandardCharsets.UTF_8);

        assertThat(json)
                .contains(
                        "{\"rows\":1000,\"n_jobs\":1,\"rounds\":[{\"round\":1,\"wall_s\":12.0,\"n_jobs\":1,\"cpu_s\":1.0,")
                .contains("{\"rows\":1000,\"n_jobs\":\"auto\",\"rounds\":[{\"round\":1,\"wall_s\":12.0,\"n_jobs\":1,"
                        + "\"action\":\"warm_up\",\"reason\":\"because\",")
                .contains("\"ratio_to_best\":1.1")
                .doesNotContain("asked");
    }

    /** @param burner the round with a burner; 0 if there is none */
    private static List<AutoRun> runs(int rows, int burner) {
        return List.of(
                fixed(rows, 1, 12, 10, 10, 10, 10, 10),
                fixed(rows, 2, 7, 5, 5, 5, 5, 5),
                auto(rows, burner, 12, 10, 5, 5.5, 5.5, 10));
    }

    private static AutoRun fixed(int rows, int nJobs, double... walls) {
        var rounds = new ArrayList<AutoRound>();
        for (double wall : walls) {
            int number = rounds.size() + 1;
            rounds.add(new AutoRound(
                    number,
                    wall,
                    nJobs,
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    Optional.of(0.0),
                    false,
                    "winner " + number));
        }
        return new AutoRun(rows, new NJobs(nJobs), rounds);
    }

    /** Settled after round 3. */
    private static AutoRun auto(int rows, int burner, double... walls) {
        List<Action> actions =
                List.of(Action.WARM_UP, Action.CLIMB, Action.STAY, Action.STAY, Action.STAY, Action.BACK_OFF);
        var rounds = new ArrayList<AutoRound>();
        for (double wall : walls) {
            int number = rounds.size() + 1;
            rounds.add(round(number, wall, number < 3 ? 1 : 2, actions.get(number - 1), number == burner));
        }
        return new AutoRun(rows, NJobs.AUTO, rounds);
    }

    private static AutoRound round(int number, double wallS, int nJobs, Action action, boolean burner) {
        return new AutoRound(
                number,
                wallS,
                nJobs,
                Optional.of(action),
                Optional.of("because"),
                1,
                Optional.of(burner ? 1.0 : 0.0),
                burner,
                "winner " + number);
    }
}
