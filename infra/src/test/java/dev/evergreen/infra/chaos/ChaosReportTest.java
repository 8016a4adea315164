package dev.evergreen.infra.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.chaos.ChaosReport.Recovery;
import dev.evergreen.infra.chaos.Finding.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private static final Workload WORKLOAD = new Workload(4);
    private static final List<FaultResult> FAULTS = List.of(
            died(2, Part.BROKER, "broker 3", 12),
            died(3, Part.INGEST, "ingest", 5),
            died(4, Part.BROKER, "broker 1", 8));

    @Test
    void holdsWhereNothingIsWrong() {
        ChaosReport report = ChaosReport.of(1, WORKLOAD, FAULTS, List.of(), Optional.empty());

        assertThat(report.holds()).isTrue();
        assertThat(report.faults()).extracting(ChaosReport.Line::outcome).containsOnly("same");
        assertThat(report.recoveries())
                .containsExactly(new Recovery("broker", 2, 10, 12), new Recovery("ingest", 1, 5, 5));
        assertThat(ChaosText.of(report)).isEqualTo("""
                fault  round  process        in round  well again after s  winner
                    1      2  broker 3       yes                     12.0  same
                    2      3  ingest         yes                      5.0  same
                    3      4  broker 1       yes                      8.0  same

                part         faults  median s  most s
                broker            2      10.0    12.0
                ingest            1       5.0     5.0

                none lost, none twice: 2,700 rows joined, predicted and evaluated once each; 4 winners, the same as undisturbed""");
    }

    @Test
    void tellsTheFaultWhoseRoundWentWrong() {
        var twice = new Finding(Kind.TWICE, "models", List.of("3"));
        var lost = new Finding(Kind.LOST, "labeled", List.of("chaos-000000003"));

        ChaosReport report = ChaosReport.of(1, WORKLOAD, FAULTS, List.of(lost, twice), Optional.empty());

        assertThat(report.holds()).isFalse();
        assertThat(report.faults()).extracting(ChaosReport.Line::outcome).containsExactly("same", "twice", "same");
        assertThat(ChaosText.of(report).lines())
                .contains("labeled: 1 lost: chaos-000000003", "models: 1 twice: 3")
                .noneMatch(line -> line.startsWith("none lost"));
    }

    @Test
    void doesNotHoldWhereARunDidNotEnd() {
        ChaosReport report =
                ChaosReport.of(1, WORKLOAD, FAULTS, List.of(), Optional.of("the end of round 4: not within 180 s"));

        assertThat(report.holds()).isFalse();
        assertThat(ChaosText.of(report)).endsWith("stuck: the end of round 4: not within 180 s");
    }

    private static FaultResult died(int round, Part part, String process, double seconds) {
        return new FaultResult(new Fault(round, part, 0, Duration.ZERO), process, true, seconds);
    }
}
