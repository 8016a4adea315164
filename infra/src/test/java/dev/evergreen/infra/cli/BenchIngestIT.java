package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs a machine that has time for it: {@code ./mvnw verify -Pload}. */
@Tag("load")
class BenchIngestIT {
    @TempDir
    private Path folder;

    @Test
    void measuresIngestBesideALoopAndAtASteadyRate() throws IOException {
        Path plot = folder.resolve("ingest.svg");

        var ran = CommandLineHarness.run(
                Services.standard(),
                ("bench ingest --json --features 3 --label-delay 100 --backlog 200000 --turns 1 --warm-up 0.3 --seconds 2 "
                                + "--minutes 0.05 --load 0.2 --plot " + plot)
                        .split(" "));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        JsonNode setting = report.get("setting");
        assertThat(setting.get("features").asInt()).isEqualTo(3);
        assertThat(setting.get("remembered_rows").asInt()).isEqualTo(1_000);
        assertThat(setting.get("out_bytes_per_row").asDouble()).isBetween(150.0, 250.0);
        JsonNode runs = report.get("runs");
        assertThat(runs).extracting(run -> run.get("system").asText()).containsExactly("ingest", "loop", "loop-plain");
        assertThat(runs).allSatisfy(BenchIngestIT::assertRun);
        assertThat(runs.get(1).get("share_of_loop").asDouble()).isEqualTo(1);
        assertSustained(report.get("sustained"), runs.get(1).get("rows_per_s").asDouble());
        assertThat(plot).content().startsWith("<svg").endsWith("</svg>\n");
        assertThat(ran.err()).contains("ingest drains", "ingest tries", "rows arrived once", "plot: " + plot);
    }

    private static void assertRun(JsonNode run) {
        double rows = run.get("rows_per_s").asDouble();
        assertThat(rows).isPositive();
        assertThat(run.get("records_per_s").asDouble()).isCloseTo(2 * rows, within(1e-6 * rows));
        assertThat(run.get("share_of_loop").asDouble()).isPositive();
        assertThat(run.get("cpu_s_per_1000_rows").asDouble()).isPositive();
        assertThat(run.get("broker_cpu_s_per_1000_rows").asDouble()).isPositive();
        assertThat(run.get("turns")).hasSize(1);
    }

    private static void assertSustained(JsonNode run, double loopRowsPerS) {
        double rows = run.get("rows_per_s").asDouble();
        assertThat(rows).isPositive();
        assertThat(run.get("share_of_loop").asDouble()).isCloseTo(rows / loopRowsPerS, within(1e-6));
        assertThat(run.get("lag_max").asDouble())
                .isGreaterThanOrEqualTo(run.get("lag_begin").asDouble());
        assertThat(run.get("rss_begin_mb").asDouble()).isGreaterThan(50);
        assertThat(run.get("heap_live_begin_mb").asDouble()).isPositive();
        assertThat(run.get("heap_live_end_mb").asDouble()).isPositive();
        assertThat(run.get("cpu_s_per_1000_rows").asDouble()).isPositive();
        assertThat(run.get("p50_ms").asLong())
                .isLessThanOrEqualTo(run.get("p99_ms").asLong());
        assertThat(run.get("rows_checked").asLong()).isPositive();
        // A rate is tried before it is kept.
        assertThat(run.get("attempts").size()).isGreaterThanOrEqualTo(2);
        assertThat(run.get("samples").get(0).get("rows_per_s").asDouble()).isNotNegative();
    }

    @Test
    void saysWhenTheBacklogIsTooSmall() {
        var ran = CommandLineHarness.run(
                Services.standard(), "bench ingest --features 2 --backlog 10 --turns 1 --seconds 1".split(" "));

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err().lines().toList())
                .last()
                .isEqualTo("evergreen: --backlog: ingest had read all 10 rows before anything was measured; give more");
    }
}
