package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchModelChangeIT {

    @Test
    void everyEventIsScoredOnceWhileChampionsFollowEachOther() throws IOException {
        var ran = CommandLineHarness.run(
                Services.standard(),
                "bench model-change --model-mb 1 --changes 3 --rate 200 --heap 512 --broker-heap 640 --json"
                        .split(" "));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).hasLineCount(1);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("changes").asInt()).isEqualTo(3);
        assertThat(report.get("setting").get("model_mb").asDouble()).isBetween(1.0, 1.2);
        assertThat(report.get("setting").get("rows_per_s").asInt()).isEqualTo(200);
        assertThat(report.get("setting").get("evaluator_heap_mb").asInt()).isEqualTo(512);
        assertThat(report.get("setting").get("broker_heap_mb").asInt()).isEqualTo(640);
        // Each change has its calm before it, so that the feed goes on for some seconds.
        assertThat(report.get("events").asLong()).isGreaterThan(600);
        for (String none : new String[] {"lost", "twice", "backwards"}) {
            assertThat(report.get("accounts").get(none).asLong()).as(none).isZero();
        }
        for (String figure : new String[] {"pause_ms", "calm_ms", "late_ms", "takes_ms"}) {
            JsonNode spread = report.get(figure);
            assertThat(spread.get("p50").asDouble()).as(figure).isPositive();
            assertThat(spread.get("p99").asDouble())
                    .as(figure)
                    .isBetween(spread.get("p50").asDouble(), spread.get("max").asDouble());
        }
        int still = report.get("still").asInt();
        assertThat(still).isBetween(0, 3);
        assertThat(report.has("awake_pause_ms")).as("pauses of the others").isEqualTo(still < 3);
        if (still == 0) {
            assertThat(report.get("awake_pause_ms")).isEqualTo(report.get("pause_ms"));
        }
        assertThat(report.get("first_pause_ms").asDouble()).isPositive();
        assertThat(ran.err()).contains("3 changes of a model of 1.0 MB", "0 have no prediction, 0 have a second one");
    }
}
