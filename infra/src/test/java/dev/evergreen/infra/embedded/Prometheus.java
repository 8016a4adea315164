package dev.evergreen.infra.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.process.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus that scrapes this machine each second, with the project's rules. */
final class Prometheus implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/bin/prometheus", "/usr/local/bin/prometheus");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where there is one on this machine. */
    static Optional<Path> find() {
        return Stream.concat(Optional.ofNullable(System.getenv("PROMETHEUS")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one and returns when it answers.
     *
     * @param folder for its configuration and what it collects
     */
    static Prometheus start(Path program, Path folder, Path rules, List<Integer> ports)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String targets = ports.stream().map(each -> "\"localhost:" + each + '"').collect(Collectors.joining(", "));
        Path configuration =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: evergreen
                    static_configs: [{targets: [%s]}]
                """.formatted(rules.toAbsolutePath(), targets));
        int port = Ports.free();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var started = new Prometheus(process, port);
        started.awaitReady(folder.resolve("log"));
        return started;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("Prometheus did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    private boolean ready() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/-/ready".formatted(port)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    /**
     * The series that an expression gives now.
     *
     * @throws IOException if the expression is none
     */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("result");
    }

    /** Its rules as it sees them, each with {@code health} and, where there is one, {@code lastError}. */
    List<JsonNode> rules() throws IOException, InterruptedException {
        return get("rules").get("groups").findValues("rules").stream()
                .flatMap(rules ->
                        Stream.iterate(0, i -> i < rules.size(), i -> i + 1).map(rules::get))
                .toList();
    }

    private JsonNode get(String what) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, what)))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s: %d %s".formatted(what, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body()).get("data");
    }

    @Override
    public void close() throws InterruptedException {
        http.close();
        process.destroy();
        process.waitFor();
    }
}
