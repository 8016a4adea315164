package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    private static final int ROWS = 6_000;
    private static final int LACKING_ROWS = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void givesTheSameResultToTheLastDigitEachTimeAndLeavesNoThread() throws Exception {
        Set<Thread> before = nonDaemonThreads();

        JsonNode first = demo();
        JsonNode second = demo();

        for (JsonNode summary : List.of(first, second)) {
            assertThat(summary.get("rows").asLong()).isEqualTo(ROWS);
            assertThat(summary.get("scored").asLong()).isPositive();
            assertThat(summary.get("scored").asLong() + summary.get("unscored").asLong())
                    .isEqualTo(ROWS);
            assertThat(summary.get("evaluated")).isEqualTo(summary.get("scored"));
            assertThat(summary.get("duplicates").asLong()).isZero();
            assertThat(summary.get("rejected").asLong()).isZero();
            assertThat(summary.get("rounds").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(summary.get("winners")).hasSize(summary.get("rounds").asInt());
            assertThat(summary.get("accuracy").asDouble()).isGreaterThan(0.7);
            assertThat(summary.get("strategies")).hasSize(1);
        }
        for (String fact : List.of("scored", "accuracy", "kappa", "winners", "reigns")) {
            assertThat(second.get(fact)).as(fact).isEqualTo(first.get(fact));
        }
        assertThat(first.get("winners")).allSatisfy(winner -> {
            assertThat(winner.get("params")).isNotEmpty();
            assertThat(winner.get("score").asDouble()).isPositive();
            assertThat(winner.get("artifact_sha256").asText()).matches("[0-9a-f]{64}");
        });
        assertThat(first.get("reigns").get(0).get("reason").asText()).isEqualTo("the first model");
        assertThat(ended(before)).isTrue();
        assertThat(nonDaemonThreads()).isSubsetOf(before);
    }

    @Test
    void comparesWithOtherWaysOfRetraining() throws Exception {
        JsonNode summary = demo("--generator", "sea", "--rows", "5000", "--label-delay", "200");

        JsonNode strategies = summary.get("strategies");
        assertThat(strategies.findValuesAsText("name")).containsExactly("evergreen", "once", "fixed");
        assertThat(strategies.get(0).get("rounds")).isEqualTo(summary.get("rounds"));
        assertThat(strategies.get(1).get("rounds").asInt()).isEqualTo(1);
        assertThat(strategies.get(2).get("rounds")).isEqualTo(summary.get("rounds"));
        assertThat(strategies).allSatisfy(strategy -> {
            assertThat(strategy.get("accuracy").asDouble()).isBetween(0.7, 1.0);
            assertThat(strategy.get("kappa").asDouble()).isBetween(0.3, 1.0);
            assertThat(strategy.get("cpu_s").asDouble()).isPositive();
        });
    }

    /** Where x is missing the class is always b, and only rows without it say so. */
    @Test
    void whatMayBeMissingIsLearnedFromAndAnswered(@TempDir Path folder) throws IOException {
        var random = new SplittableRandom(3);
        var csv = new StringBuilder("x,colour,y\n");
        for (int row = 0; row < LACKING_ROWS; row++) {
            double x = random.nextDouble();
            boolean missing = row % 3 == 0;
            csv.append(missing ? "" : x)
                    .append(row % 5 == 0 ? ",," : ",red,")
                    .append(missing || x > 0.5 ? "b" : "a")
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("lacking.csv"), csv);
        Path pipeline = Files.writeString(folder.resolve("lacking.yaml"), """
                pipeline: lacking
                features:
                  - {name: x, type: numeric, missing: allowed}
                  - {name: colour, values: [blue, red], missing: allowed}
                label: {name: y, classes: [a, b]}
                retrain: {every_rows: 500, min_rows: 500}
                search:
                  candidates: [{learner: histogram-forest, fixed: {n_estimators: 10, oob_score: true}}]
                  scoring: [accuracy]
                """);

        JsonNode summary = demo(
                "--data",
                file.toString(),
                "--pipeline",
                pipeline.toString(),
                "--label-delay",
                "2",
                "--compare",
                "none");

        assertThat(summary.get("rejected").asLong()).isZero();
        assertThat(summary.get("scored").asLong()).isGreaterThan(LACKING_ROWS / 2);
        assertThat(summary.get("evaluated")).isEqualTo(summary.get("scored"));
        // Sent to the wrong side, a third of the rows would be wrong.
        assertThat(summary.get("accuracy").asDouble()).isGreaterThan(0.95);
    }

    private static JsonNode demo() throws IOException {
        return demo(
                "--generator", "sea", "--rows", Integer.toString(ROWS), "--label-delay", "200", "--compare", "none");
    }

    private static JsonNode demo(String... options) throws IOException {
        var ran = CommandLineHarness.run(
                Services.standard(),
                Stream.of(Stream.of("demo"), Stream.of(options), Stream.of("--exit", "--json"))
                        .flatMap(all -> all)
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        return new ObjectMapper().readTree(ran.out());
    }

    /** Some end a moment after whoever closed them has gone on. */
    private static boolean ended(Set<Thread> before) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!before.containsAll(nonDaemonThreads())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    private static Set<Thread> nonDaemonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !t.isDaemon() && t.isAlive())
                .collect(Collectors.toSet());
    }
}
