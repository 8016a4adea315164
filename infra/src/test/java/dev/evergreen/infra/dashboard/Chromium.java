package dev.evergreen.infra.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.embedded.Directories;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window and one page in it, driven by its DevTools protocol. Not thread-safe. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable");

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private int sent;

    /** Where there is one on this machine. */
    static Optional<Path> find() {
        return Stream.concat(Optional.ofNullable(System.getenv("CHROMIUM")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Chromium(Process process, Path profile) throws Exception {
        this.process = process;
        this.profile = profile;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(page(port()), new Listener())
                .get(30, TimeUnit.SECONDS);
    }

    static Chromium start(Path program) throws Exception {
        Path profile = Files.createTempDirectory("evergreen-chromium-");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(process, profile);
        } catch (Exception failed) {
            end(process, profile);
            throw failed;
        }
    }

    private int port() throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty()) {
                return Integer.parseInt(lines.getFirst());
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the browser did not start");
            }
            Thread.sleep(20);
        }
    }

    private URI page(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode targets = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            for (JsonNode target : targets) {
                if (target.get("type").asText().equals("page")) {
                    return URI.create(target.get("webSocketDebuggerUrl").asText());
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("the browser has no page");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    answers.add(JSON.readTree(text.toString()));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** @param dark whether the user prefers dark colours */
    void window(int width, int height, boolean mobile, boolean dark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", mobile ? 2 : 1, "mobile", mobile));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Returns when the page's document is there. */
    void open(URI address) throws Exception {
        leave();
        JsonNode opened = call("Page.navigate", Map.of("url", address.toString()));
        if (opened.has("errorText")) {
            throw new IllegalStateException(address + ": " + opened.get("errorText"));
        }
        await("location.href !== 'about:blank' && document.readyState === 'complete'", PATIENCE);
    }

    /** To no page. */
    void leave() throws Exception {
        call("Page.navigate", Map.of("url", "about:blank"));
        await("location.href === 'about:blank'", PATIENCE);
    }

    /** The value of an expression of JavaScript. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.get("result").path("value");
    }

    /** Until an expression of JavaScript is true. */
    void await(String expression, Duration atMost) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s; the page says: %s"
                        .formatted(atMost, expression, evaluate("document.body.innerText")));
            }
            Thread.sleep(50);
        }
    }

    /** The whole page as a PNG. */
    byte[] screenshot() throws Exception {
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(shot.get("data").asText());
    }

    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = ++sent;
        String message = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(message, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (true) {
            JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("the browser does not answer to " + method);
            }
            if (answer.path("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new IllegalStateException(method + ": " + answer.get("error"));
                }
                return answer.get("result");
            }
        }
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        http.close();
        end(process, profile);
    }

    private static void end(Process process, Path profile) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        Directories.delete(profile);
    }
}
