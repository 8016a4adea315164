package dev.evergreen.infra.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evergreen.infra.cli.ModelFixture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a browser, fed with records. */
class PageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String READY = "document.documentElement.dataset.ready === 'yes'";
    private static final String EVIL = "<img src=x onerror=\\\"document.title='evil'\\\">";

    private static Chromium browser;

    private final BoardFeed feed = new BoardFeed(List.of(Sent.SEA, Sent.PRICE));
    private DashboardServer server;

    @BeforeAll
    static void start() throws Exception {
        var program = Chromium.find();
        assumeTrue(program.isPresent(), "no Chromium on this machine: the page is not looked at");
        browser = Chromium.start(program.get());
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        server = new DashboardServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Access(Optional.empty(), "127.0.0.1"),
                feed,
                true,
                () -> "",
                Optional::empty);
        browser.window(1400, 1000, false, false);
    }

    @AfterEach
    void close() throws Exception {
        browser.leave();
        server.close();
    }

    private void open(String hash) throws Exception {
        browser.open(URI.create("http://127.0.0.1:%d/%s".formatted(server.port(), hash)));
        browser.await(READY, PATIENCE);
    }

    private static String text(String selector) throws Exception {
        return browser.evaluate("document.querySelector('%s').innerText".formatted(selector))
                .asText();
    }

    private static void awaitText(String selector, String expected) throws Exception {
        browser.await("document.querySelector('%s').innerText.includes('%s')".formatted(selector, expected), PATIENCE);
    }

    private void fill() {
        for (int row = 100; row <= 3_000; row += 10) {
            feed.accept("sea.evaluations", Sent.evaluation(row, 0.8, Sent.contest(2, row, 0.7)));
        }
        feed.accept("sea.model-events", Sent.event("promoted", 1, 200, "the first model"));
        feed.accept("sea.model-events", Sent.event("rolled_back", 1, 2_500, "round 2 is worse"));
        feed.accept("sea.drift", Sent.drift(1_500));
        feed.accept("sea.champions", Sent.lineup(1, 1, "[2]"));
        feed.accept("sea.models", ModelFixture.encoded(Sent.SEA, 1));
        for (int round = 1; round <= 5; round++) {
            feed.accept("sea.searches", Sent.search(round, "\"winner\":1"));
            feed.accept("sea.resource-metrics", Sent.cost(round, 0.4));
            feed.accept("sea.resource-metrics", Sent.decision(round));
        }
        feed.accept("sea.rejected", Sent.reject("duplicate", "seen before"));
    }

    @Test
    void showsTheStateOfThePipeline() throws Exception {
        fill();
        open("");

        assertThat(text("#tiles")).contains("0.8000", "round 1", "efficiency 0.40", "mostly duplicate");
        assertThat(browser.evaluate("document.querySelectorAll('#quality .mark').length")
                        .asInt())
                .isEqualTo(3);
        assertThat(text("#quality"))
                .contains("champion", "round 2", "labeled rows", "accuracy over the newest 1,000 rows");
        assertThat(text("#quality-legend")).contains("promoted", "rolled back", "drift");
        assertThat(text("#grid")).contains("max_depth=12", "fold 3", "0.8900", "failed");
        assertThat(text("#champion")).contains("random-forest", "max_depth=6 n_estimators=50", "0.8125");
        assertThat(text("#importance")).contains("x", "0.1250");
        assertThat(text("#decision")).contains("after round 5: 1 → 2, climb: it paid");
        assertThat(text("#contest")).contains("+0.0100");
        assertThat(text("#log")).contains("row 2,500", "rolled back", "adwin of x: the mean has moved");
        assertThat(text("#input")).contains("30 min after their events");
    }

    @Test
    void changesAsRecordsCome() throws Exception {
        open("");
        assertThat(text("#tiles")).contains("none yet");

        feed.accept("sea.champions", Sent.lineup(1, 7, "[8, 9]"));
        awaitText("#tiles", "round 7");
        feed.accept("sea.resource-metrics", Sent.fit(8, "[0, 1]", ",\"fold\":0", ""));
        awaitText("#tiles", "2 of 12");
        feed.reading(5_000, Optional.of("cannot read from Kafka"));
        awaitText("#problem", "cannot read from Kafka");
    }

    @Test
    void whatComesFromTopicsIsShownAsTextAlone() throws Exception {
        fill();
        feed.accept("sea.model-events", Sent.event("promoted", 3, 2_900, EVIL));
        feed.accept("sea.rejected", Sent.reject("malformed_json", EVIL));
        feed.accept("sea.rejected", Sent.reject("malformed_json", EVIL));
        open("");

        assertThat(text("#log")).contains("<img src=x onerror=");
        assertThat(text("#input")).contains("<img src=x onerror=");
        assertThat(browser.evaluate("document.querySelectorAll('main img').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.title").asText()).isEqualTo("sea · Evergreen");
    }

    @Test
    void oneOfSeveralPipelinesCanBeChosen() throws Exception {
        open("#price");
        assertThat(browser.evaluate("document.getElementById('chooser').value").asText())
                .isEqualTo("price");
        assertThat(text("#tiles")).contains("mean absolute error, lately");

        browser.evaluate("(() => { const c = document.getElementById('chooser'); c.value = 'sea';"
                + " c.dispatchEvent(new Event('change')); })()");
        awaitText("#tiles", "accuracy, lately");
    }

    @Test
    void fitsAPhoneInLightAndDark() throws Exception {
        fill();
        for (boolean dark : new boolean[] {false, true}) {
            browser.window(390, 844, true, dark);
            open("");

            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(390);
            assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo(dark ? "rgb(16, 21, 19)" : "rgb(246, 247, 245)");
        }
    }
}
