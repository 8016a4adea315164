package dev.evergreen.infra.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import dev.evergreen.ingest.event.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DashboardServerIT {
    private static final String SECRET = "0123456789abcdef-token";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final BoardFeed feed = new BoardFeed(List.of(Sent.SEA, Sent.PRICE));
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private volatile Optional<String> trouble = Optional.empty();

    @AfterEach
    void close() throws Exception {
        client.shutdownNow();
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private DashboardServer server(Optional<Token> token, Served served, Duration slowest) throws Exception {
        var server = new DashboardServer(
                new InetSocketAddress(LOOPBACK, 0),
                new Access(token, "127.0.0.1"),
                feed,
                served == Served.PAGE,
                () -> "up 1\n",
                () -> trouble,
                slowest);
        opened.add(server);
        return server;
    }

    private DashboardServer page() throws Exception {
        return server(Optional.empty(), Served.PAGE, PATIENCE);
    }

    private HttpResponse<String> get(DashboardServer server, String path, String... headers) throws Exception {
        return send(server, "GET", path, headers);
    }

    private HttpResponse<String> send(DashboardServer server, String method, String path, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(at(server, path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI at(DashboardServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Test
    void servesThePageAndAllThatItAsksFor() throws Exception {
        var server = page();
        var page = get(server, "/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("<title>Evergreen</title>").doesNotContain("http://", "https://");
        for (String file : List.of("page.css", "chart.js", "page.js", "icon.svg")) {
            assertThat(page.body()).contains("\"" + file + "\"");
            assertThat(get(server, "/" + file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.js", "/board", "/metrics", "/healthz", "/none", "/board?pipeline=none"})
    void everyAnswerIsGuarded(String path) throws Exception {
        var headers = get(page(), path).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'self';");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none", "/../pom.xml", "/package-info.class", "/events?pipeline=none", "/%00"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(get(page(), path).statusCode()).isEqualTo(404);
    }

    @Test
    void isOnlyLookedAt() throws Exception {
        var server = page();

        assertThat(send(server, "POST", "/").statusCode()).isEqualTo(405);
        assertThat(send(server, "DELETE", "/metrics").headers().firstValue("Allow"))
                .hasValue("GET, HEAD");
        assertThat(send(server, "HEAD", "/").statusCode()).isEqualTo(200);
        assertThat(send(server, "HEAD", "/events").statusCode()).isEqualTo(200);
    }

    @Test
    void aNameThatWasMadeToPointHereIsRefused() throws Exception {
        var server = page();
        try (var socket = new Socket(LOOPBACK, server.port())) {
            socket.getOutputStream()
                    .write("GET /board HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("sea");
        }
    }

    @Test
    void metricsCanBeAllThereIs() throws Exception {
        var server = server(Optional.empty(), Served.METRICS, PATIENCE);

        assertThat(get(server, "/metrics").body()).isEqualTo("up 1\n");
        assertThat(get(server, "/").statusCode()).isEqualTo(404);
        assertThat(get(server, "/board").statusCode()).isEqualTo(404);
    }

    @Test
    void withATokenNothingIsSeenWithoutIt() throws Exception {
        var server = server(Optional.of(Token.of(SECRET)), Served.PAGE, PATIENCE);

        for (String path : List.of("/", "/page.js", "/board", "/events", "/metrics", "/?token=wrong")) {
            assertThat(get(server, path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(get(server, "/metrics", "Authorization", "Bearer " + SECRET).statusCode())
                .isEqualTo(200);

        var letIn = get(server, "/?token=" + SECRET);
        assertThat(letIn.statusCode()).isEqualTo(303);
        assertThat(letIn.headers().firstValue("Location")).hasValue("/");
        String cookie = letIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(get(server, "/board", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void healthIsToldWithoutAToken() throws Exception {
        var server = server(Optional.of(Token.of(SECRET)), Served.METRICS, PATIENCE);

        assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(server, "/healthz").body()).isEqualTo("running\n");
        trouble = Optional.of("ingest has stopped");
        assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
        assertThat(get(server, "/healthz").body()).isEqualTo("ingest has stopped\n");
        assertThat(send(server, "POST", "/healthz").statusCode()).isEqualTo(405);
    }

    @Test
    void theBoardAtOneMomentIsJson() throws Exception {
        feed.accept("sea.champions", Sent.lineup(1, 4, "[5]"));
        var server = page();

        var board =
                new ObjectMapper().readTree(get(server, "/board?pipeline=sea").body());
        assertThat(board.get("now").get("champion").asInt()).isEqualTo(4);
        assertThat(board.get("about").get("pipelines").get(1).asText()).isEqualTo("price");
        assertThat(get(server, "/board?pipeline=price").body()).contains("\"pipeline\":\"price\"");
    }

    /** A page's events, line by line. */
    private BufferedReader events(DashboardServer server, String query) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(at(server, "/events" + query)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        opened.add(reader);
        return reader;
    }

    /** The names of the next events, until one of that name, whose data is the last. */
    private static List<String> upTo(BufferedReader events, String name) throws Exception {
        var names = new ArrayList<String>();
        while (true) {
            String line = events.readLine();
            if (line.startsWith("event: ")) {
                names.add(line.substring(7));
                if (line.equals("event: " + name)) {
                    names.add(events.readLine());
                    return names;
                }
            }
        }
    }

    @Test
    void eventsAreAllAtFirstThenWhatHasChanged() throws Exception {
        var events = events(page(), "");

        assertThat(upTo(events, "input").subList(0, 6))
                .containsExactly("about", "now", "quality", "rounds", "models", "input");
        feed.accept("sea.rejected", Sent.reject("duplicate", "<script>alert(1)</script>"));
        List<String> second = upTo(events, "input");
        assertThat(second).hasSize(2);
        assertThat(second.getLast())
                .startsWith("data: {")
                .contains("\"rejected\":1")
                .contains("<script>");
        feed.accept("price.champions", Sent.json("of another pipeline"));
        feed.accept("sea.champions", Sent.lineup(1, 4, "[5]"));
        assertThat(upTo(events, "now"))
                .containsExactly("now", "data: " + new String(Json.write(now()), StandardCharsets.UTF_8));
    }

    private static Board.Now now() {
        return new Board.Now(
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(4L),
                List.of(5L),
                Optional.empty(),
                0,
                Optional.empty());
    }

    @Test
    void onlySoManyPagesLookAtOnceAndPlacesComeFree() throws Exception {
        var server = page();
        var pages = new ArrayList<BufferedReader>();
        for (int i = 0; i < EventStreams.MOST; i++) {
            pages.add(events(server, "?pipeline=price"));
            upTo(pages.getLast(), "about");
        }
        assertThat(get(server, "/events").statusCode()).isEqualTo(503);
        assertThat(get(server, "/board").statusCode()).isEqualTo(200);

        pages.getFirst().close();
        awaitPlace(server);
    }

    /** That a page is gone shows when it is written to. */
    private void awaitPlace(DashboardServer server) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long row = 0;
        while (true) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            feed.reading(++row, Optional.empty());
            var answer = client.send(
                    HttpRequest.newBuilder(at(server, "/events")).build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            if (answer.statusCode() == 200) {
                return;
            }
            Thread.sleep(100);
        }
    }

    @Test
    void aPageThatStopsReadingIsDropped() throws Exception {
        var server = server(Optional.empty(), Served.PAGE, Duration.ofMillis(200));
        try (var deaf = new Socket()) {
            deaf.setReceiveBufferSize(1024);
            deaf.connect(new InetSocketAddress(LOOPBACK, server.port()));
            deaf.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitPages(server, 1);
            awaitPages(server, 0);
        }
    }

    /** While large events go out, which soon fill what the system keeps for a connection. */
    private void awaitPages(DashboardServer server, int pages) throws Exception {
        String wordy = IntStream.range(0, 20)
                .mapToObj(i -> "\"%s%d\":\"%s\"".formatted("p".repeat(70), i, "v".repeat(80)))
                .collect(Collectors.joining(","));
        String row =
                "{\"candidate\":1,\"rank\":1,\"learner\":\"l\",\"params\":{%s},\"scores\":{},\"mean_fit_s\":1,\"failures\":[]},"
                        .formatted(wordy);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long round = 1; server.pages() != pages; round++) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            String search = new String(Sent.search(round, "\"winner\":1"), StandardCharsets.UTF_8);
            feed.accept(
                    "sea.searches",
                    Sent.json(search.replace(
                            "\"candidates\":[", "\"candidates\":[" + row.repeat(RoundState.CANDIDATES))));
            Thread.sleep(100);
        }
    }
}
