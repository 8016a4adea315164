package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.embedded.BuiltTrainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three brokers, a Flink cluster, ingest and evaluator as processes, and three of them killed. */
@Timeout(1_200)
class ChaosIT {

    @Test
    void losesNothingAndDoublesNothingWhenPartsDie() throws Exception {
        BuiltTrainer.jar();
        List<ProcessHandle> others = children();

        var ran = CommandLineHarness.run(Services.standard(), "chaos", "--faults", "3", "--seed", "1", "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("faults")).hasSize(3).allSatisfy(fault -> {
            assertThat(fault.get("in_round").asBoolean()).isTrue();
            assertThat(fault.get("outcome").asText()).isEqualTo("same");
        });
        assertThat(report.get("findings")).isEmpty();
        assertThat(ran.err()).contains("none lost, none twice");
        assertThat(others).containsAll(children());
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }
}
