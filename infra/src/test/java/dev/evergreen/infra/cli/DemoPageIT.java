package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard of a demo shows, from its start to its end. */
class DemoPageIT {
    private static final int ROWS = 900;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern ADDRESS = Pattern.compile("the dashboard at (http://127\\.0\\.0\\.1:\\d+/)");

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theDashboardOfADemoTellsWhatTheDemoDoes() throws Exception {
        Path pipeline = Files.writeString(folder.resolve("sea.yaml"), """
                pipeline: sea
                features: [f1, f2, f3]
                label: {name: class, classes: ["0", "1"]}
                retrain: {every_rows: 500, min_rows: 500}
                """);
        var demo = Thread.ofPlatform()
                .start(() -> Evergreen.commandLine(Services.standard())
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                "demo",
                                "--rows",
                                Integer.toString(ROWS),
                                "--pipeline",
                                pipeline.toString(),
                                "--label-delay",
                                "3",
                                "--dashboard-port",
                                "0"));
        try (var client = HttpClient.newHttpClient()) {
            URI address = address(demo);
            JsonNode board = board(client, address);

            assertThat(board.get("now").get("champion").asInt()).isEqualTo(1);
            assertThat(board.get("now").get("unscored").asInt()).isPositive();
            assertThat(board.get("now").get("overall").get("accuracy").asDouble())
                    .isGreaterThan(0.7);
            assertThat(board.get("quality").get("champion").get("x")).isNotEmpty();
            assertThat(board.get("quality").get("marks").get(0).get("kind").asText())
                    .isEqualTo("promoted");
            JsonNode round = board.get("rounds").get(0);
            assertThat(round.get("status").asText()).isEqualTo("done");
            assertThat(round.get("cells")).isEqualTo(round.get("cells_all"));
            assertThat(round.get("grid").get("rows")).hasSize(4);
            assertThat(round.get("cost").get("wall_s").asDouble()).isPositive();
            JsonNode champion = board.get("models").get("champion");
            assertThat(champion.get("importance_kind").asText()).isEqualTo("impurity");
            assertThat(champion.get("importance")).hasSize(3);
            assertThat(board.get("input").get("unreadable").asInt()).isZero();
            assertThat(get(client, address.resolve("metrics")))
                    .containsPattern("kafka_evergreen_ingest_joined_total\\{[^}]*pipeline=\"sea\"[^}]*} 900\\.0");
        } finally {
            demo.interrupt();
            demo.join(PATIENCE);
        }
        assertThat(demo.isAlive()).isFalse();
    }

    private URI address(Thread demo) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Matcher found = ADDRESS.matcher(err.toString());
            if (found.find()) {
                return URI.create(found.group(1));
            }
            assertThat(demo.isAlive()).as(err::toString).isTrue();
            assertThat(System.nanoTime()).as(err::toString).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** When all rows are evaluated and all that is known of the round has come. */
    private static JsonNode board(HttpClient client, URI address) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode board = new ObjectMapper().readTree(get(client, address.resolve("board")));
            if (board.get("now").get("rows").asInt() == ROWS
                    && board.get("now").get("behind").asInt() == 0
                    && board.get("models").has("champion")) {
                return board;
            }
            assertThat(System.nanoTime()).as(board::toString).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static String get(HttpClient client, URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
