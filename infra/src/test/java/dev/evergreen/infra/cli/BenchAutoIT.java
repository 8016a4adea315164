package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchAutoIT {
    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    @Test
    void measuresAutoBesideFixedNJobsForEachSize() throws IOException {
        var ran = bench("--sizes", "300,400", "--n-jobs", "1", "--burner", "3,3", "--grid", grid());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("setting").get("rounds").asInt()).isEqualTo(ROUNDS);
        assertThat(report.get("runs")).hasSize(4);
        for (int size = 0; size < 2; size++) {
            assertSerial(report.get("runs").get(2 * size), 300 + 100 * size);
            assertAuto(report.get("runs").get(2 * size + 1), 300 + 100 * size);
            assertThat(report.get("sizes").get(size).get("total_ratio").asDouble())
                    .isPositive();
        }
        assertThat(ran.err())
                .contains("300 rows, n_jobs auto, round 4 of 4", "400 rows\n", "* another process burns a core");
    }

    private static void assertSerial(JsonNode run, int rows) {
        assertThat(run.get("rows").asInt()).isEqualTo(rows);
        assertThat(run.get("n_jobs").isInt()).isTrue();
        assertThat(run.get("n_jobs").asInt()).isEqualTo(1);
        assertThat(run.get("rounds")).hasSize(ROUNDS).allSatisfy(round -> {
            assertThat(round.get("n_jobs").asInt()).isEqualTo(1);
            assertThat(round.get("wall_s").asDouble()).isPositive();
            assertThat(round.has("reason")).isFalse();
        });
    }

    private static void assertAuto(JsonNode run, int rows) {
        assertThat(run.get("rows").asInt()).isEqualTo(rows);
        assertThat(run.get("n_jobs").asText()).isEqualTo("auto");
        assertThat(run.get("rounds")).hasSize(ROUNDS).allSatisfy(round -> {
            assertThat(round.get("n_jobs").asInt()).isPositive();
            assertThat(round.get("wall_s").asDouble()).isPositive();
            assertThat(round.get("reason").asText()).isNotEmpty();
            assertThat(round.get("burner").asBoolean())
                    .isEqualTo(round.get("round").asInt() == 3);
        });
        assertThat(run.get("rounds").get(0).get("n_jobs").asInt()).isEqualTo(1);
    }

    @Test
    void passesOnWhyAProcessFailed() throws IOException {
        // Only the round finds out that there are not rows enough.
        String grid = Files.writeString(folder.resolve("many.yaml"), """
                candidates: [{learner: random-forest}]
                cv: {splitter: forward, folds: 50}
                scoring: [accuracy]
                """).toString();

        var ran = bench("--sizes", "20", "--n-jobs", "1", "--grid", grid);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().toList())
                .last()
                .isEqualTo("evergreen: 20 rows, n_jobs 1: its process ended with exit code 2 and said last: the search "
                        + "brought no model: 50 folds of the splitter 'forward' need at least 51 rows, the window holds "
                        + "20");
    }

    private CommandLineHarness.Ran bench(String... more) {
        var arguments = new ArrayList<>(List.of("bench", "auto", "--json", "--features", "6", "--rounds", "" + ROUNDS));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(Services.standard(), arguments.toArray(String[]::new));
    }

    private String grid() throws IOException {
        return Files.writeString(folder.resolve("grid.yaml"), """
                candidates:
                  - learner: random-forest
                    grid: {max_depth: [2, 6]}
                    fixed: {n_estimators: 10}
                cv: {splitter: stratified, folds: 2}
                scoring: [roc_auc]
                """).toString();
    }
}
