package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BenchReportTest {

    @Test
    void takesTheMedianOfWarmRoundsOverAllProcesses() {
        var report = Reports.of(
                Reports.process(1, 500, 99, 8, 10),
                Reports.process(1, 520, 101, 12, 30),
                Reports.process(2, 600, 50, 5, 6));

        var serial = report.runs().getFirst();
        assertThat(serial.wallS()).isEqualTo(11);
        assertThat(serial.coldWallS()).isEqualTo(100);
        assertThat(serial.speedup()).isEqualTo(1);
        assertThat(serial.peakRssMb()).contains(510.0);
        assertThat(serial.rounds()).hasSize(6);
        var parallel = report.runs().getLast();
        assertThat(parallel.nJobs()).isEqualTo(2);
        assertThat(parallel.wallS()).isEqualTo(5.5);
        assertThat(parallel.speedup()).isEqualTo(2);
        assertThat(parallel.efficiency()).isEqualTo(1);
        assertThat(report.recommended()).isEqualTo(2);
    }

    @Test
    void comparesRoundWithRoundWhereTheyTookTurns() {
        // The machine was half as fast in the second round, and the medians are of different rounds.
        var serial = Reports.process(1, 500, 99, 40, 20, 22);
        var parallel = Reports.process(2, 600, 50, 22, 10, 22);

        assertThat(Reports.of(serial, parallel).runs().getLast().speedup()).isEqualTo(1);
        var inTurn = Reports.of(Reports.IN_TURN, serial, parallel);
        assertThat(inTurn.runs().getLast().speedup()).isEqualTo(40.0 / 22);
        assertThat(inTurn.runs().getLast().efficiency()).isEqualTo(20.0 / 22);
        assertThat(inTurn.recommended()).isEqualTo(2);
        assertThat(BenchText.of(inTurn))
                .contains("after a cold one; round by round in turn, speed-ups by the medians of their ratios;")
                .contains("is the machine busy?")
                .doesNotContain("--in-turn");
    }

    @Test
    void comparesRoundsOfTheSameProcessesOfEach() {
        // Round by round 2, 4 and 8 times as fast, in both.
        var report = Reports.of(
                Reports.IN_TURN,
                Reports.process(1, 500, 99, 10, 40, 80),
                Reports.process(1, 500, 99, 300, 1200, 2400),
                Reports.process(2, 600, 99, 5, 10, 10),
                Reports.process(2, 600, 99, 150, 300, 300));

        assertThat(report.runs().getLast().speedup()).isEqualTo(4);
    }

    @Test
    void takesTheColdRoundWhereThereIsNoOther() {
        assertThat(Reports.of(Reports.process(1, 500, 9)).runs().getFirst().wallS())
                .isEqualTo(9);
    }

    @Test
    void comparesAPlainLoopWithTheRoundsBetweenIts() {
        var turns = new RoundsMessage.Measured(
                1,
                List.of(Reports.round(20), Reports.round(11), Reports.round(11)),
                List.of(30.0, 10.0, 10.0),
                1,
                Optional.empty(),
                0,
                0.3);
        var report = BenchReport.of(
                Reports.SETTING, new TreeMap<>(Map.of(1, List.of(Reports.process(1, 500, 9)))), List.of(turns));

        assertThat(report.plainWallS()).contains(10.0);
        assertThat(report.flinkOverhead()).contains(1.1);
        assertThat(report.warnings())
                .contains(
                        "plain loop: other processes had 30 % of the machine meanwhile; these figures are of a busy machine");
    }

    @Test
    void refusesWinnersThatDiffer() {
        var other = new RoundsMessage.Measured(
                2,
                List.of(Reports.round(5), new RoundCost(5, 7, 7, 0, 1, 0.875, "cd".repeat(32))),
                List.of(),
                300,
                Optional.empty(),
                0,
                0);

        assertThatThrownBy(() -> Reports.of(Reports.process(1, 500, 9, 9), other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "round 2: n_jobs 2 found the winner %s where n_jobs 1 found %s: they must be the same to the last bit"
                                .formatted("cd".repeat(32), Reports.WINNER));
    }

    @Test
    void isShownAsATable() {
        var report = Reports.of(Reports.process(1, 1500, 12, 10, 10), Reports.process(2, 1575, 7, 5, 5.5));

        assertThat(BenchText.of(report)).isEqualToNormalizingNewlines("""
                elec & co, 5,000 rows x 20 features; 12 candidates x 5 folds and a refit; 4 cores
                a process for each n_jobs: medians of 2 warm rounds, after a cold one; n_jobs 1 is the baseline

                n_jobs     wall s     cold s      CPU s  all CPU s  speed-up  efficiency  peak RSS MB
                     1      10.00      12.00       7.00       7.50      1.00       100 %        1,500
                     2       5.25       7.00       7.00       7.50      1.90        95 %        1,575  <- recommended

                recommended n_jobs 2: 1.90 times as fast as 1 with 95 % efficiency; memory 1.05 times
                winner: the same for every n_jobs, score 0.875000, artifact abababababab""");
    }

    @Test
    void warnsOfWhatSpoilsFigures() {
        var swapping = new RoundsMessage.Measured(
                8,
                List.of(
                        new RoundCost(5, 7, 7, 3, 1, 0.875, Reports.WINNER),
                        new RoundCost(2, 7, 7, 0.5, 1, 0.875, Reports.WINNER),
                        new RoundCost(3, 7, 7, 0.5, 1, 0.875, Reports.WINNER)),
                List.of(),
                300,
                Optional.of(900.0),
                250,
                0.4);

        assertThat(Reports.of(Reports.process(1, 500, 9, 9, 9), swapping).warnings())
                .containsExactly(
                        "n_jobs 8: at most 4 fits compute at once, as there are 4 cores",
                        "n_jobs 8: 20 % of the time goes into collecting garbage; more heap or fewer jobs",
                        "n_jobs 8: other processes had 40 % of the machine meanwhile; these figures are of a busy machine",
                        "n_jobs 8: the machine swapped 250 MB meanwhile; fewer jobs or more memory",
                        "n_jobs 8: its slowest warm round took 1.50 times its fastest; is the machine busy? --in-turn compares round by round");
    }
}
