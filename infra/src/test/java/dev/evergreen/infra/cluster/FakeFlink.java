package dev.evergreen.infra.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as Flink 2.3 does, and remembers what it was asked. */
final class FakeFlink implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> bodies = new HashMap<>();

    private record Answer(int status, String body) {}

    FakeFlink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Answers one request after another; the last answer stays. */
    FakeFlink answers(String request, int status, String... json) {
        var all = new ArrayDeque<Answer>();
        for (String body : json) {
            all.add(new Answer(status, body));
        }
        synchronized (this) {
            answers.put(request, all);
        }
        return this;
    }

    /** What it answers of itself. */
    static String overview(int slots, int free) {
        return "{\"taskmanagers\":2,\"slots-total\":%d,\"slots-available\":%d,\"flink-version\":\"2.3.0\"}"
                .formatted(slots, free);
    }

    List<String> asked() {
        return asked;
    }

    synchronized String body(String request) {
        return bodies.get(request);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(request);
        bodies.put(request, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
        Answer answer = left.isEmpty() ? new Answer(404, "{\"errors\":[\"Not found: " + request + "\"]}") : left.peek();
        if (left.size() > 1) {
            left.remove();
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
