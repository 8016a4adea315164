package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.embedded.BuiltTrainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three brokers, a Flink cluster, ingest and evaluator as processes, and a broker killed. Those of Flink are in {@link
 * ClusterIT}; for all of them there is the command.
 */
@Timeout(1_200)
class ChaosIT {
    private static final String BROKER_FIRST = "6";

    @Test
    void losesNothingAndDoublesNothingWhenABrokerDies() throws Exception {
        BuiltTrainer.jar();
        List<ProcessHandle> others = children();

        var ran =
                CommandLineHarness.run(Services.standard(), "chaos", "--faults", "1", "--seed", BROKER_FIRST, "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("faults")).singleElement().satisfies(fault -> {
            assertThat(fault.get("process").asText()).startsWith("broker");
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
