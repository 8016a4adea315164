package dev.evergreen.infra.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What Flink's REST API says of the one job; its figures are up to ten seconds old. */
final class FlinkPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;

    FlinkPage(URI page) {
        this.page = page;
    }

    /** How many records came to an operator. */
    long read(String operator) throws IOException, InterruptedException {
        for (JsonNode vertex : get("/jobs/" + job()).get("vertices")) {
            if (vertex.get("name").asText().startsWith(operator)) {
                return vertex.get("metrics").get("read-records").asLong();
            }
        }
        throw new AssertionError("no operator " + operator);
    }

    /** How often the job began again. */
    long restarts() throws IOException, InterruptedException {
        return get("/jobs/%s/metrics?get=numRestarts".formatted(job()))
                .get(0)
                .get("value")
                .asLong();
    }

    private String job() throws IOException, InterruptedException {
        return get("/jobs/overview").get("jobs").get(0).get("jid").asText();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(page.resolve(path)).build(), BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
