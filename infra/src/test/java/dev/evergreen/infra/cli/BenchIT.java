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

class BenchIT {
    @TempDir
    private Path folder;

    @Test
    void measuresEveryNJobsInAProcessOfItsOwn() throws IOException {
        Path plot = folder.resolve("bench.svg");

        var ran = bench("--rows", "300", "--grid", grid(), "--n-jobs", "2", "--plain", "--plot", plot.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("setting").get("rows").asInt()).isEqualTo(300);
        assertThat(report.get("setting").get("features").asInt()).isEqualTo(6);
        assertThat(report.get("setting").get("candidates").asInt()).isEqualTo(2);
        assertThat(report.get("recommended").asInt()).isIn(1, 2);
        assertThat(report.get("reason").asText()).isNotEmpty();
        assertThat(report.get("flink_overhead").asDouble()).isPositive();
        assertThat(report.get("plain_wall_s").asDouble()).isPositive();
        assertThat(report.get("best_score").asDouble()).isBetween(0.5, 1.0);
        assertRun(report, 0, 1);
        assertRun(report, 1, 2);
        assertThat(report.get("runs").get(0).get("speedup").asDouble()).isEqualTo(1);
        assertThat(plot).content().startsWith("<svg").endsWith("</svg>\n");
        assertThat(ran.err()).contains("n_jobs 2, round 2 of 2", "recommended n_jobs", "<- recommended");
    }

    @Test
    void letsProcessesTakeTurnsRoundByRound() throws IOException {
        var ran = bench("--rows", "300", "--grid", grid(), "--n-jobs", "2", "--in-turn");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("setting").get("in_turn").asBoolean()).isTrue();
        assertRun(report, 0, 1);
        assertRun(report, 1, 2);
        double[] second = {secondRound(report, 0), secondRound(report, 1)};
        assertThat(report.get("runs").get(1).get("speedup").asDouble()).isEqualTo(second[0] / second[1]);
        List<String> stages = ran.err()
                .lines()
                .filter(line -> line.startsWith("n_jobs ") && line.contains(", round "))
                .map(line -> line.substring(0, "n_jobs 1, round 1 of 2".length()))
                .collect(ArrayList::new, BenchIT::addIfOther, List::addAll);
        assertThat(stages)
                .containsExactly(
                        "n_jobs 1, round 1 of 2",
                        "n_jobs 2, round 1 of 2",
                        "n_jobs 1, round 2 of 2",
                        "n_jobs 2, round 2 of 2");
    }

    /** A stage is told of again and again. */
    private static void addIfOther(List<String> stages, String stage) {
        if (stages.isEmpty() || !stages.getLast().equals(stage)) {
            stages.add(stage);
        }
    }

    private static double secondRound(JsonNode report, int run) {
        return report.get("runs").get(run).get("rounds").get(1).get("wall_s").asDouble();
    }

    @Test
    void endsTheOthersWhereOneOfThoseThatTakeTurnsFails() throws IOException {
        var before = ProcessHandle.current().children().toList();

        var ran = bench("--rows", "20", "--grid", folds50(), "--n-jobs", "2", "--in-turn");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("evergreen: n_jobs 1: its process ended with exit code 2 and said last: the search");
        assertThat(ProcessHandle.current().children().filter(child -> !before.contains(child)))
                .isEmpty();
    }

    private static void assertRun(JsonNode report, int number, int nJobs) {
        JsonNode run = report.get("runs").get(number);
        assertThat(run.get("n_jobs").asInt()).isEqualTo(nJobs);
        for (String figure :
                new String[] {"wall_s", "cold_wall_s", "cpu_s", "process_cpu_s", "speedup", "efficiency"}) {
            assertThat(run.get(figure).asDouble()).as(figure).isPositive();
        }
        assertThat(run.get("peak_rss_mb").asDouble()).isGreaterThan(50);
        JsonNode rounds = run.get("rounds");
        assertThat(rounds).hasSize(2);
        assertThat(rounds.get(0).get("artifact_sha256")).isEqualTo(report.get("artifact_sha256"));
        // Of other seeds.
        assertThat(rounds.get(1).get("artifact_sha256")).isNotEqualTo(report.get("artifact_sha256"));
    }

    @Test
    void passesOnWhyAProcessFailed() throws IOException {
        var ran = bench("--rows", "20", "--grid", folds50(), "--n-jobs", "1");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().toList())
                .last()
                .isEqualTo(
                        "evergreen: n_jobs 1: its process ended with exit code 2 and said last: the search brought no "
                                + "model: 50 folds of the splitter 'forward' need at least 51 rows, the window holds 20");
    }

    /** Only the round finds out that there are not rows enough. */
    private String folds50() throws IOException {
        return Files.writeString(folder.resolve("many.yaml"), """
                candidates: [{learner: random-forest}]
                cv: {splitter: forward, folds: 50}
                scoring: [accuracy]
                """).toString();
    }

    private CommandLineHarness.Ran bench(String... more) {
        var arguments = new ArrayList<>(List.of("bench", "n-jobs", "--json", "--features", "6", "--rounds", "2"));
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
