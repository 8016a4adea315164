package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchScoreTest {

    @Test
    void measuresEverySystemWithEveryBatch() throws IOException {
        var ran = CommandLineHarness.run(
                Services.standard(),
                "bench score --rows 300 --features 4 --trees 5 --depth 3 --batch 1,16 --seconds 0.02 --json"
                        .split(" "));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        JsonNode setting = report.get("setting");
        assertThat(setting.get("data").asText()).isEqualTo("gaussian");
        assertThat(setting.get("rows").asInt()).isEqualTo(300);
        assertThat(setting.get("scored_rows").asInt()).isEqualTo(300);
        assertThat(setting.get("features").asInt()).isEqualTo(4);
        assertThat(setting.get("trees").asInt()).isEqualTo(5);
        assertThat(setting.get("depth").asInt()).isEqualTo(3);
        assertThat(setting.get("nodes").asInt()).isBetween(15, 75);
        assertThat(setting.get("clock_ns").asDouble()).isNotNegative();
        JsonNode runs = report.get("runs");
        assertThat(runs).hasSize(6);
        String[] systems = {"evergreen", "plain-ensemble", "smile"};
        for (int i = 0; i < 6; i++) {
            JsonNode run = runs.get(i);
            assertThat(run.get("system").asText()).isEqualTo(systems[i % 3]);
            assertThat(run.get("batch").asInt()).isEqualTo(i < 3 ? 1 : 16);
            assertThat(run.get("rows_per_s").asDouble()).isPositive();
            assertThat(run.get("rows_per_cpu_s").asDouble()).isPositive();
            assertThat(run.get("calls").asInt()).isPositive();
            double p50 = run.get("p50_us").asDouble();
            double p99 = run.get("p99_us").asDouble();
            assertThat(p50).isNotNegative().isLessThanOrEqualTo(p99);
            assertThat(p99).isLessThanOrEqualTo(run.get("max_us").asDouble());
        }
        assertThat(ran.err()).contains("the same answers to the last bit for all 300 rows", "rows/s");
    }
}
