package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoIT {
    private static final int ROWS = 6_000;
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

    private static JsonNode demo() throws IOException {
        var ran = CommandLineHarness.run(
                Services.standard(),
                "demo",
                "--generator",
                "sea",
                "--rows",
                Integer.toString(ROWS),
                "--label-delay",
                "200",
                "--exit",
                "--json");
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
