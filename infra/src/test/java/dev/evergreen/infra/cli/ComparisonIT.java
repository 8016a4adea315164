package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.python.Library;
import dev.evergreen.infra.python.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons of tiny sizes: our side alone, and with Python where that has scikit-learn. */
class ComparisonIT {
    private static final Contestants ALL =
            new Contestants(List.of("evergreen", "scikit-learn", "lightgbm"), false, Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void ourSearchIsMeasuredWithoutPython() throws Exception {
        var ran = run("bench search --rows 300 --features 6 --rounds 1 --n-jobs 2 --systems evergreen --grid", grid());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("runs")).hasSize(1);
        JsonNode run = report.get("runs").get(0);
        assertSearched(run, "evergreen", 2);
        assertThat(run.get("process_wall_s").asDouble())
                .isGreaterThan(run.get("wall_s").asDouble());
        assertThat(run.has("faster")).isFalse();
        assertThat(report.get("versions")).isEmpty();
    }

    @Test
    void pythonSearchesTheSameRowsFoldsAndCandidates() throws Exception {
        Python python = pythonWithScikitLearn();
        boolean lightGbm = python.has(Library.LIGHTGBM);

        var ran = run("bench search --rows 300 --features 6 --rounds 1 --n-jobs 2 --grid", grid());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("runs")).hasSize(lightGbm ? 3 : 2);
        assertSearched(report.get("runs").get(0), "evergreen", 2);
        assertSearched(report.get("runs").get(1), "scikit-learn", 2);
        assertThat(report.get("runs").get(1).get("faster").asDouble()).isEqualTo(1);
        assertThat(report.get("runs").get(0).get("faster").asDouble()).isPositive();
        if (lightGbm) {
            assertSearched(report.get("runs").get(2), "lightgbm", 2);
        }
        assertThat(ran.err()).contains("best of scikit-learn with n_jobs 2: max_depth=");
    }

    @Test
    void javaFitsAreMeasuredWithoutPython() throws Exception {
        var ran = run("bench fit --rows 200,400 --features 4 --trees 5 --rounds 2 --systems", "evergreen,smile");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        var smiles = StreamSupport.stream(report.get("runs").spliterator(), false)
                .filter(run -> run.get("system").asText().equals("smile"))
                .toList();
        assertThat(smiles).hasSize(4).allSatisfy(run -> {
            assertThat(run.get("times_fitted").asInt()).isEqualTo(2);
            assertThat(run.get("fit_s").asDouble()).isPositive();
            assertThat(run.get("nodes").asInt()).isGreaterThan(5);
            assertThat(run.get("allocated_mb").asDouble()).isPositive();
            assertThat(run.get("score").asDouble()).isBetween(0.5, 1.0);
        });
        assertThat(report.get("runs").findValuesAsText("learner"))
                .contains("histogram-forest", "histogram-boosting", "random-forest", "gradient-boosting");
        assertThat(smiles).extracting(run -> run.get("rows").asInt()).containsExactly(200, 200, 400, 400);
    }

    @Test
    void pythonFitsTheSameRowsAndIsScoredHere() throws Exception {
        Python python = pythonWithScikitLearn();

        for (Path file : List.of(classes(), numbers())) {
            String kind = file.toString().endsWith("numbers.csv") ? " --regression" : "";
            var ran = run(
                    "bench fit --trees 5 --rounds 2 --seeds 1,2 --label y%s --data".formatted(kind), file.toString());

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            JsonNode report = new ObjectMapper().readTree(ran.out());
            var theirs = StreamSupport.stream(report.get("runs").spliterator(), false)
                    .filter(run -> run.has("peak_rise_mb"))
                    .toList();
            assertThat(theirs).hasSize(python.has(Library.LIGHTGBM) ? 8 : 4).allSatisfy(run -> {
                assertThat(run.get("rows").asInt()).isEqualTo(240);
                assertThat(run.get("held_out").asInt()).isEqualTo(60);
                assertThat(run.get("times_fitted").asInt()).isEqualTo(2);
                assertThat(run.get("nodes").asInt()).isGreaterThan(5);
                assertThat(run.get("scores")).hasSize(3);
            });
        }
    }

    @Test
    void accuracyOfOurSideIsMeasuredWithoutPython() throws Exception {
        var ran = run("bench accuracy --rows 300 --trees 20 --seeds 1,2 --systems", "evergreen");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("sets")).hasSize(3).allSatisfy(set -> {
            assertThat(set.get("rows").asInt()).isEqualTo(300);
            assertThat(set.get("held_out").asInt()).isEqualTo(75);
            assertThat(set.get("comparisons")).isNotEmpty().allSatisfy(comparison -> {
                assertThat(comparison.get("ours").get("seeds").asInt()).isEqualTo(2);
                assertThat(comparison.has("theirs")).isFalse();
            });
        });
        JsonNode ours = report.get("sets").get(1).get("comparisons").get(0);
        assertThat(ours.get("learner").asText()).isEqualTo("histogram-forest");
        assertThat(ours.get("metric").asText()).isEqualTo("accuracy");
        // Of seven classes a guess is right in one of seven.
        assertThat(ours.get("ours").get("mean").asDouble()).isBetween(0.4, 1.0);
    }

    @Test
    void accuracyIsComparedWithScikitLearnsOnEveryKindOfLabel() throws Exception {
        pythonWithScikitLearn();

        var ran = run("bench accuracy --rows 600 --trees 30 --seeds", "1,2,3");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("sets")).hasSize(3).allSatisfy(set -> {
            assertThat(set.get("comparisons")).allSatisfy(comparison -> {
                double ours = comparison.get("ours").get("mean").asDouble();
                double theirs = comparison.get("theirs").get("mean").asDouble();
                assertThat(comparison.get("difference").get("of_means").asDouble())
                        .isCloseTo(ours - theirs, Offset.offset(1e-12));
                assertThat(comparison.get("difference").get("verdict").asText()).isIn("within", "better", "worse");
                // The same forests on the same rows: far nearer to each other than to guessing.
                assertThat(ours / theirs).isBetween(0.7, 1.3);
            });
        });
        assertThat(report.get("sets").get(2).get("comparisons"))
                .extracting(comparison -> comparison.get("metric").asText())
                .contains("rmse", "r2");
    }

    /** Bins and rounding differ, and so do splits that are as good as each other: a hair, whichever is ahead. */
    @Test
    void ourBoostingIsAsGoodAsScikitLearns() throws Exception {
        pythonWithScikitLearn();

        for (String rows : List.of("--rows 3000 --features 8", "--label y --regression --data " + numbers())) {
            var ran = run(
                    "bench fit --trees 60 --rounds 1 --seeds 1,2,3 %s --systems".formatted(rows),
                    "evergreen,scikit-learn");

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            JsonNode report = new ObjectMapper().readTree(ran.out());
            String metric = rows.contains("regression") ? "rmse" : "log_loss";
            double ours = mean(report, "histogram-boosting", metric);
            double theirs = mean(report, "HistGradientBoosting", metric);
            assertThat(ours).as(metric).isCloseTo(theirs, withinPercentage(3));
        }
    }

    private static double mean(JsonNode report, String learner, String metric) {
        return StreamSupport.stream(report.get("runs").spliterator(), false)
                .filter(run -> run.get("learner").asText().startsWith(learner))
                .mapToDouble(run -> run.get("scores").get(metric).asDouble())
                .average()
                .orElseThrow();
    }

    private static void assertSearched(JsonNode run, String system, int nJobs) {
        assertThat(run.get("system").asText()).isEqualTo(system);
        assertThat(run.get("n_jobs").asInt()).isEqualTo(nJobs);
        for (String figure : List.of("wall_s", "process_wall_s", "cpu_s")) {
            assertThat(run.get(figure).asDouble()).as(figure).isPositive();
        }
        assertThat(run.get("peak_rss_mb").asDouble()).isGreaterThan(50);
        assertThat(run.get("best_score").asDouble()).isBetween(0.5, 1.0);
        assertThat(run.get("best_params").get("max_depth").asInt()).isIn(2, 6);
    }

    private Python pythonWithScikitLearn() throws Exception {
        Python.Found found = Python.ask(ALL.pythonCommand(), folder);
        assumeTrue(
                found instanceof Python.Runs(Python python) && python.has(Library.SCIKIT_LEARN),
                () -> "needs a Python with scikit-learn, which '%s' is not; name one by %s"
                        .formatted(ALL.pythonCommand(), Python.ENVIRONMENT));
        return ((Python.Runs) found).python();
    }

    private static CommandLineHarness.Ran run(String command, String last) {
        var arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.add(last);
        arguments.add("--json");
        return CommandLineHarness.run(Services.standard(), arguments.toArray(String[]::new));
    }

    /** Three classes, one of them rare. */
    private Path classes() throws IOException {
        return table("classes.csv", i -> i % 40 == 0 ? "rare" : i % 7 < 3 ? "low" : "high");
    }

    private Path numbers() throws IOException {
        return table("numbers.csv", i -> Double.toString(i % 7 + 0.25 * (i % 5)));
    }

    private Path table(String name, IntFunction<String> label) throws IOException {
        var csv = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 300; i++) {
            csv.append(i % 7)
                    .append(',')
                    .append(i % 5 + 0.5)
                    .append(',')
                    .append(label.apply(i))
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), csv);
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
