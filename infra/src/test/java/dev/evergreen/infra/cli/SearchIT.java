package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIT {
    private static final int ROWS = 600;
    private static final int MANY_ROWS = 3_000;
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @TempDir
    private Path folder;

    @Test
    void findsTheSameWinnerWithOneJobAndWithTwo() throws IOException {
        String csv = csv();
        String grid = Files.writeString(folder.resolve("grid.yaml"), """
                        candidates:
                          - learner: random-forest
                            grid: {n_estimators: [5, 10], max_depth: [2, 6]}
                            fixed: {min_samples_leaf: 5}
                        cv: {splitter: stratified, folds: 3}
                        scoring: [roc_auc, accuracy]
                        refit: accuracy
                        seed: 11
                        """).toString();

        JsonNode serial =
                search("--data", csv, "--label", "class", "--ignore", "price", "--grid", grid, "--n-jobs", "1");
        JsonNode parallel =
                search("--data", csv, "--label", "class", "--ignore", "price", "--grid", grid, "--n-jobs", "2");

        assertComplete(serial, 4, 2, 3);
        assertComplete(parallel, 4, 2, 3);
        assertThat(serial.get("n_jobs").asInt()).isEqualTo(1);
        assertThat(parallel.get("n_jobs").asInt()).isEqualTo(2);
        assertThat(serial.get("scoring").asText()).isEqualTo("accuracy");
        assertThat(serial.get("best_score").asDouble()).isBetween(0.8, 1.0);
        assertThat(serial.get("results").get(0).get("scores").get("roc_auc").get("folds"))
                .hasSize(3);
        for (String fact : List.of("best_score", "best_learner", "best_params", "artifact_sha256", "rows", "fits")) {
            assertThat(parallel.get(fact)).as(fact).isEqualTo(serial.get(fact));
        }
        for (int i = 0; i < 4; i++) {
            for (String fact : List.of("rank", "params", "mean_score", "std_score", "fold_scores", "scores")) {
                assertThat(parallel.get("results").get(i).get(fact))
                        .as("%s of result %d", fact, i)
                        .isEqualTo(serial.get("results").get(i).get(fact));
            }
        }
    }

    @Test
    void theOutOfBagScoreIsTheSameHoweverTheRefitWasSplit() throws IOException {
        String grid = Files.writeString(folder.resolve("grid.yaml"), """
                        candidates:
                          - learner: histogram-forest
                            grid: {n_estimators: [5, 40], max_depth: [8]}
                            fixed: {oob_score: true, importance: permutation}
                        cv: {splitter: stratified, folds: 3}
                        scoring: [accuracy]
                        """).toString();
        String csv = csv();

        JsonNode serial =
                search("--data", csv, "--label", "class", "--ignore", "price", "--grid", grid, "--n-jobs", "1");
        JsonNode parallel =
                search("--data", csv, "--label", "class", "--ignore", "price", "--grid", grid, "--n-jobs", "2");

        JsonNode score = serial.get("oob_score");
        assertThat(score.get("metric").asText()).isEqualTo("accuracy");
        assertThat(score.get("value").asDouble())
                .isCloseTo(serial.get("best_score").asDouble(), Offset.offset(0.05));
        assertThat(score.get("rows").asInt()).isBetween(ROWS / 2, ROWS);
        assertThat(serial.get("permutation_importance").get("rows").asText()).isEqualTo("out_of_bag");
        for (String fact : List.of("oob_score", "permutation_importance", "artifact_sha256")) {
            assertThat(parallel.get(fact)).as(fact).isEqualTo(serial.get(fact));
        }
    }

    @Test
    void searchesRowsWithEmptyCellsWhereTheyAreDeclared() throws IOException {
        Path file = Files.writeString(
                folder.resolve("lacking.csv"),
                Files.readString(Path.of(csv())).replaceAll("(?m)^0[.][0-4][0-9]*,", ","));

        JsonNode report = search(
                "--data", file.toString(), "--label", "class", "--ignore", "price", "--missing", "x", "--n-jobs", "2");

        assertThat(report.get("best_learner").asText()).isEqualTo("histogram-boosting");
    }

    @Test
    void searchesARegression() throws IOException {
        String grid = Files.writeString(folder.resolve("grid.yaml"), """
                        search:
                          candidates:
                            - learner: gradient-boosting
                              grid: {n_estimators: [5, 40]}
                          cv: {splitter: forward, folds: 3}
                          scoring: [rmse]
                        """).toString();

        JsonNode report = search(
                "--data",
                csv(),
                "--label",
                "price",
                "--regression",
                "--ignore",
                "class",
                "--grid",
                grid,
                "--n-jobs",
                "2");

        assertComplete(report, 2, 1, 3);
        assertThat(report.get("best_params").get("n_estimators").asInt()).isEqualTo(40);
        assertThat(report.get("scoring").asText()).isEqualTo("rmse");
    }

    @Test
    void drawsCandidatesAndSplitsByGroup() throws IOException {
        String grid = Files.writeString(folder.resolve("grid.yaml"), """
                        candidates:
                          - learner: random-forest
                            distributions: {max_depth: {randint: [2, 9]}, max_samples: {uniform: [0.5, 1]}}
                            n_iter: 4
                            fixed: {n_estimators: 5}
                        cv: {splitter: group, folds: 3, group: z}
                        scoring: [accuracy]
                        """).toString();
        String[] arguments = {"--data", csv(), "--label", "class", "--ignore", "price", "--grid", grid, "--n-jobs"};

        JsonNode serial =
                search(Stream.concat(Stream.of(arguments), Stream.of("1")).toArray(String[]::new));
        JsonNode parallel =
                search(Stream.concat(Stream.of(arguments), Stream.of("2")).toArray(String[]::new));

        assertComplete(serial, 4, 4, 3);
        assertThat(parallel.get("best_params")).isEqualTo(serial.get("best_params"));
        assertThat(parallel.get("artifact_sha256")).isEqualTo(serial.get("artifact_sha256"));
    }

    @Test
    void findsAModelOfManyMegabytes() throws IOException {
        String grid = Files.writeString(folder.resolve("grid.yaml"), """
                        candidates:
                          - learner: random-forest
                            fixed: {n_estimators: 300, max_depth: none, min_samples_leaf: 1}
                        cv: {splitter: forward, folds: 2}
                        scoring: [rmse]
                        """).toString();

        JsonNode report = search(
                "--data",
                csv(MANY_ROWS),
                "--label",
                "price",
                "--regression",
                "--ignore",
                "class",
                "--grid",
                grid,
                "--n-jobs",
                "2");

        assertThat(report.get("rows").asInt()).isEqualTo(MANY_ROWS);
        assertThat(report.get("artifact_sha256").asText()).matches("[0-9a-f]{64}");
    }

    private static JsonNode search(String... arguments) throws IOException {
        var all = Stream.concat(Stream.of("search", "--json"), Stream.of(arguments))
                .toArray(String[]::new);
        var ran = CommandLineHarness.run(Services.standard(), all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        return new ObjectMapper().readTree(ran.out());
    }

    /** @param families of candidates that one fit serves on each fold */
    private static void assertComplete(JsonNode report, int candidates, int families, int folds) {
        assertThat(report.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(report.get("fits").asInt()).isEqualTo(families * folds + 1);
        assertThat(report.get("efficiency").asDouble()).isBetween(0.0, 1.1);
        assertThat(report.get("artifact_sha256").asText()).matches("[0-9a-f]{64}");
        assertThat(report.get("cpu_s").asDouble()).isPositive();
        assertThat(report.get("peak_rss_mb").asDouble()).isGreaterThan(50);
        assertThat(report.get("wall_s").asDouble()).isPositive();
        assertThat(report.get("process_wall_s").asDouble())
                .isGreaterThan(report.get("wall_s").asDouble());
        JsonNode results = report.get("results");
        assertThat(results).hasSize(candidates).allSatisfy(result -> assertMeanAndSpread(result, folds));
        assertThat(report.get("best_params")).isEqualTo(results.get(0).get("params"));
        assertThat(report.get("best_score")).isEqualTo(results.get(0).get("mean_score"));
        assertThat(StreamSupport.stream(results.spliterator(), false)
                        .map(r -> r.get("rank").asInt()))
                .isSorted();
    }

    private static void assertMeanAndSpread(JsonNode result, int folds) {
        double[] scores = StreamSupport.stream(result.get("fold_scores").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        assertThat(scores).hasSize(folds);
        double mean = Arrays.stream(scores).average().orElseThrow();
        double variance = Arrays.stream(scores)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow();
        assertThat(result.get("mean_score").asDouble()).isCloseTo(mean, ROUNDING);
        assertThat(result.get("std_score").asDouble()).isCloseTo(Math.sqrt(variance), ROUNDING);
        assertThat(result.get("mean_fit_s").asDouble()).isPositive();
        assertThat(result.get("params")).isNotEmpty();
        assertThat(result.get("failures")).isEmpty();
    }

    /** A class and a price, of which each search uses one. */
    private String csv() throws IOException {
        return csv(ROWS);
    }

    private String csv(int rows) throws IOException {
        var random = new SplittableRandom(3);
        var lines = new StringBuilder("x,y,z,class,price\n");
        for (int i = 0; i < rows; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            String z = "abc".substring(i % 3, i % 3 + 1);
            double price = x + (i % 3 == 1 ? y : -y);
            lines.append(
                    String.format(Locale.ROOT, "%.6f,%.6f,%s,%s,%.6f%n", x, y, z, price > 0.3 ? "yes" : "no", price));
        }
        return Files.writeString(folder.resolve("data.csv"), lines).toString();
    }
}
