package dev.evergreen.infra.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evergreen.infra.cli.BadInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Requests to Flink's REST API, and its answers as JSON. */
final class RestClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Flink runs a job's main method before it answers, and that asks Kafka. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LINE = "\r\n";

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    RestClient(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    JsonNode get(String path) throws FlinkRefusal, InterruptedException {
        return answer(request(path).GET());
    }

    JsonNode post(String path, Object body) throws FlinkRefusal, InterruptedException {
        try {
            return answer(request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode patch(String path) throws FlinkRefusal, InterruptedException {
        return answer(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    JsonNode delete(String path) throws FlinkRefusal, InterruptedException {
        return answer(request(path).DELETE());
    }

    /** As a browser sends a file of a form. */
    JsonNode upload(String path, Path jar) throws FlinkRefusal, InterruptedException, FileNotFoundException {
        String boundary = "evergreen-" + UUID.randomUUID();
        String head = "--" + boundary + LINE
                + "Content-Disposition: form-data; name=\"jarfile\"; filename=\"" + jar.getFileName() + "\"" + LINE
                + "Content-Type: application/x-java-archive" + LINE + LINE;
        String tail = LINE + "--" + boundary + "--" + LINE;
        BodyPublisher body = BodyPublishers.concat(text(head), BodyPublishers.ofFile(jar), text(tail));
        return answer(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private JsonNode answer(HttpRequest.Builder request) throws FlinkRefusal, InterruptedException {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode json = JSON.readTree(response.body());
            if (json.path("errors").isArray()) {
                throw new FlinkRefusal(StackTraces.rootCause(
                        json.path("errors").path(json.path("errors").size() - 1).asText()));
            }
            if (response.statusCode() / 100 != 2) {
                throw noFlink(address);
            }
            return json;
        } catch (JsonProcessingException noJson) {
            throw noFlink(address);
        } catch (HttpTimeoutException late) {
            throw new BadInputException("Flink at %s does not answer".formatted(address), late);
        } catch (IOException unreachable) {
            throw new BadInputException("cannot reach Flink at %s".formatted(address), unreachable);
        }
    }

    static BadInputException noFlink(URI address) {
        return new BadInputException("what answers at %s is no Flink cluster".formatted(address));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
