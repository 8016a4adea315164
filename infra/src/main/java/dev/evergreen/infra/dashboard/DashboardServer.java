package dev.evergreen.infra.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evergreen.infra.dashboard.Access.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for the page, its events, the metrics and the health. Only reads: nothing can be changed from outside. */
final class DashboardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    private static final Duration SLOWEST = Duration.ofSeconds(15);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Access access;
    private final Optional<BoardFeed> feed;
    private final Scrape metrics;
    private final Health health;
    private final EventStreams streams;

    /**
     * Listens from now on.
     *
     * @param page whether the page is served, not the metrics alone
     * @throws java.net.BindException if the port is in use
     */
    DashboardServer(
            InetSocketAddress address, Access access, BoardFeed feed, boolean page, Scrape metrics, Health health)
            throws IOException {
        this(address, access, feed, page, metrics, health, SLOWEST);
    }

    /** @param slowest how long a page may leave what it is sent unread */
    DashboardServer(
            InetSocketAddress address,
            Access access,
            BoardFeed feed,
            boolean page,
            Scrape metrics,
            Health health,
            Duration slowest)
            throws IOException {
        this.access = access;
        this.feed = page ? Optional.of(feed) : Optional.empty();
        this.metrics = metrics;
        this.health = health;
        server = HttpServer.create(address, 0);
        streams = new EventStreams(feed, slowest);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many pages look now. */
    int pages() {
        return streams.open();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            HEADERS.forEach(exchange.getResponseHeaders()::set);
            if (changes(exchange)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, TEXT, bytes("this page is only looked at\n"));
            } else if (exchange.getRequestURI().getPath().equals("/healthz")) {
                health(exchange);
            } else {
                switch (access.of(request(exchange))) {
                    case Verdict.Granted _ -> answer(exchange);
                    case Verdict.LetIn letIn -> letIn(exchange, letIn.setCookie());
                    case Verdict.Refused refused -> refuse(exchange, refused);
                }
            }
        } catch (IOException gone) {
            LOG.debug("a page has gone", gone);
        } catch (RuntimeException bug) {
            LOG.warn(
                    "the dashboard could not answer {}",
                    exchange.getRequestURI().getPath(),
                    bug);
        }
    }

    private static boolean changes(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return !method.equals("GET") && !method.equals("HEAD");
    }

    /** Without a token: who probes a process knows its port and nothing else. */
    private void health(HttpExchange exchange) throws IOException {
        Optional<String> trouble = health.trouble();
        send(exchange, trouble.isEmpty() ? 200 : 503, TEXT, bytes(trouble.orElse("running") + "\n"));
    }

    private static Access.Request request(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        return new Access.Request(
                Optional.ofNullable(headers.getFirst("Host")),
                Optional.ofNullable(headers.getFirst("Authorization")),
                headers.getOrDefault("Cookie", List.of()),
                query(exchange, "token"));
    }

    private static void letIn(HttpExchange exchange, String setCookie) throws IOException {
        exchange.getResponseHeaders().set("Set-Cookie", setCookie);
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getRawPath());
        send(exchange, 303, TEXT, bytes("see the page\n"));
    }

    private static void refuse(HttpExchange exchange, Verdict.Refused refused) throws IOException {
        if (refused.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"evergreen\"");
        }
        send(exchange, refused.status(), TEXT, bytes(refused.why() + "\n"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/metrics")) {
            send(exchange, 200, Scrape.CONTENT_TYPE, bytes(metrics.text()));
        } else if (feed.isPresent()) {
            page(exchange, path, feed.get());
        } else {
            notFound(exchange, "here are /metrics and /healthz alone");
        }
    }

    private void page(HttpExchange exchange, String path, BoardFeed boards) throws IOException {
        switch (path) {
            case "/events" -> events(exchange, boards);
            case "/board" -> board(exchange, boards);
            default -> {
                var file = Page.at(path);
                if (file.isPresent()) {
                    send(exchange, 200, file.get().type(), file.get().bytes().toArray());
                } else {
                    notFound(exchange, "no such page");
                }
            }
        }
    }

    private void events(HttpExchange exchange, BoardFeed boards) throws IOException {
        var pipeline = pipeline(exchange, boards);
        if (pipeline.isEmpty()) {
            notFound(exchange, "no such pipeline");
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            send(exchange, 200, "text/event-stream", new byte[0]);
        } else if (!streams.admit()) {
            exchange.getResponseHeaders().set("Retry-After", "10");
            send(exchange, 503, TEXT, bytes("%d pages look already\n".formatted(EventStreams.MOST)));
        } else {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            streams.run(pipeline.get(), exchange.getResponseBody());
        }
    }

    /** The same at one moment, for programs. */
    private static void board(HttpExchange exchange, BoardFeed boards) throws IOException {
        var pipeline = pipeline(exchange, boards);
        if (pipeline.isEmpty()) {
            notFound(exchange, "no such pipeline");
            return;
        }
        send(exchange, 200, JSON, bytes(boards.whole(pipeline.get())));
    }

    /** The one that is asked for, or the first. */
    private static Optional<String> pipeline(HttpExchange exchange, BoardFeed boards) {
        var asked = query(exchange, "pipeline");
        return asked.isEmpty()
                ? Optional.of(boards.pipelines().getFirst())
                : asked.filter(boards.pipelines()::contains);
    }

    private static Optional<String> query(HttpExchange exchange, String name) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return List.of(query.split("&", -1)).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static void notFound(HttpExchange exchange, String why) throws IOException {
        send(exchange, 404, TEXT, bytes(why + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        streams.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
