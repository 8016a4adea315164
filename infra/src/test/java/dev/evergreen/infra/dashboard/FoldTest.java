package dev.evergreen.infra.dashboard;

import static dev.evergreen.infra.dashboard.Sent.SEA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.infra.cli.ModelFixture;
import dev.evergreen.infra.dashboard.Board.CellState;
import dev.evergreen.infra.dashboard.Board.GridRow;
import dev.evergreen.infra.dashboard.Board.LogEntry;
import dev.evergreen.infra.dashboard.Board.MarkKind;
import dev.evergreen.infra.dashboard.Board.RoundStatus;
import dev.evergreen.infra.dashboard.Board.RoundView;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
    private final Fold fold = new Fold(List.of(SEA, Sent.PRICE));

    private Board sea() {
        return fold.board("sea", 0, Optional.empty());
    }

    private Board after(String topic, byte[]... records) {
        for (byte[] value : records) {
            fold.accept("sea." + topic, value);
        }
        return sea();
    }

    private List<RoundView> rounds() {
        return sea().rounds();
    }

    @Test
    void readsWhatThePipelinesWriteOut() {
        Set<String> ofSea = Set.of(
                "sea.evaluations",
                "sea.searches",
                "sea.resource-metrics",
                "sea.model-events",
                "sea.champions",
                "sea.rejected",
                "sea.models",
                "sea.drift");

        assertThat(fold.topics()).hasSize(2 * ofSea.size()).containsAll(ofSea).contains("price.evaluations");
        assertThat(fold.pipelines()).containsExactly("sea", "price");
    }

    @Test
    void saysWhatThePipelineIsBeforeAnythingHappened() {
        var about = sea().about();

        assertThat(about.pipelines()).containsExactly("sea", "price");
        assertThat(about.measure()).isEqualTo(Measure.ACCURACY);
        assertThat(about.candidates()).isEqualTo(4);
        assertThat(about.folds()).isEqualTo(3);
        assertThat(about.nJobs()).isEqualTo("-1");
        assertThat(about.window()).isEqualTo("newest 10,000 rows");
        assertThat(sea().now())
                .isEqualTo(new Board.Now(
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        0,
                        Optional.empty()));
        var price = fold.board("price", 7, Optional.of("no Kafka"));
        assertThat(price.about().measure()).isEqualTo(Measure.MAE);
        assertThat(price.about().classes()).isZero();
        assertThat(price.now().behind()).isEqualTo(7);
        assertThat(price.now().problem()).hasValue("no Kafka");
    }

    @Test
    void drawsTheChampionOverAllRowsUnscoredOnesIncluded() {
        var board = after(
                "evaluations",
                Sent.unscored(0),
                Sent.unscored(0),
                Sent.evaluation(100, 0.75),
                Sent.evaluation(101, 0.5));

        assertThat(board.now().rows()).isEqualTo(103);
        assertThat(board.now().unscored()).isEqualTo(2);
        assertThat(board.now().window().orElseThrow().accuracy()).hasValue(0.5);
        assertThat(board.quality().champion()).isEqualTo(new Series.Line(List.of(102L, 103L), List.of(0.75, 0.5)));
    }

    @Test
    void drawsNothingWhileTooFewRowsAreKnown() {
        assertThat(after("evaluations", Sent.evaluation(99, 1.0))
                        .quality()
                        .champion()
                        .x())
                .isEmpty();
    }

    @Test
    void anEvaluationThatComesLateIsCountedButDoesNotLeadBack() {
        var board = after("evaluations", Sent.evaluation(200, 0.75), Sent.evaluation(150, 0.25));

        assertThat(board.now().rows()).isEqualTo(200);
        assertThat(board.now().window().orElseThrow().accuracy()).hasValue(0.75);
        assertThat(board.input().delay().orElseThrow().rows()).isEqualTo(2);
    }

    @Test
    void aLongStreamStaysSmall() {
        for (int row = 1; row <= 5_000; row++) {
            fold.accept("sea.evaluations", Sent.evaluation(row, 0.5, Sent.contest(2, row, 0.5)));
        }

        var quality = sea().quality();
        assertThat(quality.champion().x())
                .hasSizeBetween(500, QualityLines.CHAMPION_POINTS)
                .endsWith(5_000L);
        assertThat(quality.challengers()).singleElement().satisfies(challenger -> {
            assertThat(challenger.line().x())
                    .hasSizeBetween(100, QualityLines.CHALLENGER_POINTS)
                    .endsWith(5_000L);
        });
    }

    @Test
    void drawsAChallengerOverItsNewestRowsWhileItIsOne() {
        after(
                "evaluations",
                Sent.evaluation(500, 0.5, Sent.contest(2, 500, 0.0)),
                Sent.evaluation(1_000, 0.5, Sent.contest(2, 1_000, 0.5)),
                Sent.evaluation(1_500, 0.5, Sent.contest(2, 1_500, 2 / 3.0)),
                Sent.evaluation(1_501, 0.5, Sent.contest(3, 1, 1.0)));

        assertThat(sea().quality().challengers())
                .containsExactly(
                        // The first 500 rows were all wrong, and the others all right, which are all that counts.
                        new Board.ChallengerLine(
                                2, false, new Series.Line(List.of(500L, 1_000L, 1_500L), List.of(0.0, 0.5, 1.0))),
                        new Board.ChallengerLine(3, true, new Series.Line(List.of(), List.of())));
    }

    @Test
    void aChallengerThatComesBackBeginsANewLine() {
        after(
                "evaluations",
                Sent.evaluation(200, 0.5, Sent.contest(2, 200, 0.5)),
                Sent.evaluation(201, 0.5, Sent.contest(3, 1, 1.0)),
                Sent.evaluation(400, 0.5, Sent.contest(2, 150, 1.0)));

        assertThat(sea().quality().challengers())
                .extracting(
                        Board.ChallengerLine::round,
                        Board.ChallengerLine::present,
                        c -> c.line().x())
                .containsExactly(
                        tuple(2L, false, List.of(200L)), tuple(3L, false, List.of()), tuple(2L, true, List.of(400L)));
    }

    @Test
    void marksPromotionsRollbacksAndDriftsByRowAndLogsAll() {
        after("drift", Sent.drift(600));
        after(
                "model-events",
                Sent.event("arrived", 2, 400, "the winner of its round"),
                Sent.event("promoted", 2, 500, "beats round 1"),
                Sent.event("rolled_back", 1, 900, "round 2 is worse"));

        assertThat(sea().quality().marks())
                .extracting(Board.Mark::kind, Board.Mark::rows)
                .containsExactly(
                        tuple(MarkKind.PROMOTED, 500L), tuple(MarkKind.DRIFT, 600L), tuple(MarkKind.ROLLED_BACK, 900L));
        assertThat(sea().models().log())
                .extracting(LogEntry::kind)
                .containsExactly("rolled_back", "drift", "promoted", "arrived");
        assertThat(sea().models().log().get(1))
                .isEqualTo(new LogEntry(
                        "drift",
                        Optional.empty(),
                        600,
                        Optional.of(Instant.parse("2026-01-01T12:00:00Z")),
                        "adwin of x: the mean has moved"));
    }

    @Test
    void everyKindOfModelEventIsTold() {
        for (var kind : ModelEvent.Kind.values()) {
            after("model-events", Sent.event(kind.key(), 1, 5, "why"));
        }

        assertThat(sea().models().log()).hasSize(ModelEvent.Kind.values().length);
    }

    @Test
    void aRoundShowsItsFitsAsTheyEnd() {
        after(
                "resource-metrics",
                Sent.fit(3, "[0, 2]", ",\"fold\":1", ""),
                Sent.fit(3, "[1]", ",\"fold\":0", ",\"failure\":\"out of time\""),
                Sent.fit(3, "[0, 2]", ",\"fold\":1", ""));

        RoundView round = rounds().getFirst();
        assertThat(round.status()).isEqualTo(RoundStatus.FITTING);
        assertThat(round.cells()).isEqualTo(3);
        assertThat(round.cellsAll()).isEqualTo(12);
        assertThat(round.failedFits()).isEqualTo(1);
        assertThat(states(round))
                .containsExactly(
                        List.of(CellState.WAITING, CellState.FITTED, CellState.WAITING),
                        List.of(CellState.FAILED, CellState.WAITING, CellState.WAITING),
                        List.of(CellState.WAITING, CellState.FITTED, CellState.WAITING),
                        List.of(CellState.WAITING, CellState.WAITING, CellState.WAITING));
        assertThat(round.grid().orElseThrow().rows().getFirst().params())
                .containsEntry("max_leaf_nodes", "8")
                .containsEntry("n_estimators", "50");
        assertThat(sea().now().fitting()).hasValue(3L);
    }

    private static List<List<CellState>> states(RoundView round) {
        return round.grid().orElseThrow().rows().stream()
                .map(row -> row.cells().stream().map(Board.Cell::state).toList())
                .toList();
    }

    @Test
    void aFitOfNoSuchFoldOrCandidateIsPassedOver() {
        after(
                "resource-metrics",
                Sent.fit(3, "[0]", ",\"fold\":3", ""),
                Sent.fit(3, "[0]", ",\"fold\":-1", ""),
                Sent.fit(3, "[4, -1, 2147483647]", ",\"fold\":0", ""),
                Sent.fit(3, "[1]", "", ""));

        assertThat(rounds().getFirst().cells()).isZero();
    }

    @Test
    void aRoundThatHasEndedShowsItsScoresBestFirst() {
        after("searches", Sent.search(3, "\"winner\":1"));
        after("resource-metrics", Sent.cost(3, 0.4), Sent.decision(3));

        RoundView round = rounds().getFirst();
        assertThat(round.status()).isEqualTo(RoundStatus.DONE);
        assertThat(round.winner().orElseThrow().mean()).isEqualTo(0.9);
        assertThat(round.winner().orElseThrow().params())
                .containsExactly(entry("max_depth", "12"), entry("window", "since_change:1200"));
        assertThat(round.windowRows()).hasValue(4_000);
        assertThat(round.cost().orElseThrow().efficiency()).isEqualTo(0.4);
        assertThat(round.decision()).hasValue(new Board.Decision(1, 2, "climb", "it paid"));
        assertThat(round.grid().orElseThrow().rows())
                .extracting(GridRow::candidate, GridRow::rank)
                .containsExactly(tuple(1, Optional.of(1)), tuple(0, Optional.of(2)));
        assertThat(round.grid().orElseThrow().rows())
                .extracting(row -> row.params().get("window"))
                .containsExactly("since_change:1200", null);
        assertThat(states(round))
                .containsExactly(
                        List.of(CellState.SCORED, CellState.SCORED, CellState.SCORED),
                        List.of(CellState.FAILED, CellState.FAILED, CellState.FAILED));
        assertThat(sea().now().fitting()).isEmpty();
        assertThat(sea().input().window().orElseThrow().rows()).isEqualTo(4_000);
    }

    @Test
    void aRoundThatFailedSaysWhy() {
        after("searches", Sent.search(3, "\"failure\":\"all fits\\nfailed\""));

        RoundView round = rounds().getFirst();
        assertThat(round.status()).isEqualTo(RoundStatus.FAILED);
        assertThat(round.failure()).hasValue("all fits\uFFFDfailed");
        assertThat(round.winner()).isEmpty();
    }

    @Test
    void recordsOfARoundMayComeInAnyOrder() {
        after("resource-metrics", Sent.cost(3, 0.4));
        after("searches", Sent.search(3, "\"winner\":1"));
        after("resource-metrics", Sent.fit(3, "[0]", ",\"fold\":1", ""));

        assertThat(rounds()).singleElement().satisfies(round -> {
            assertThat(round.status()).isEqualTo(RoundStatus.DONE);
            assertThat(round.cells()).isEqualTo(1);
            assertThat(round.cost()).isPresent();
        });
    }

    @Test
    void onlyTheNewestRoundsAreKeptAndFewWithAllCandidates() {
        for (int round = 1; round <= 70; round++) {
            after("searches", Sent.search(round, "\"winner\":1"));
        }

        assertThat(rounds()).hasSize(RoundStates.ROUNDS);
        assertThat(rounds().getFirst().round()).isEqualTo(21);
        assertThat(rounds().stream().filter(r -> r.grid().isPresent()).map(RoundView::round))
                .containsExactly(65L, 66L, 67L, 68L, 69L, 70L);
    }

    @Test
    void marksAndLogAreBounded() {
        for (int row = 1; row <= 300; row++) {
            after("drift", Sent.drift(row));
        }

        assertThat(sea().quality().marks()).hasSize(Story.MARKS);
        assertThat(sea().quality().marks().getFirst().rows()).isOne();
        assertThat(sea().quality().marks().getLast().rows()).isEqualTo(300);
        assertThat(sea().models().log()).hasSize(Story.ENTRIES);
        assertThat(sea().models().log().getFirst().rows()).isEqualTo(300);
    }

    @Test
    void showsTheChampionAsSoonAsItsModelAndTheLineUpAreKnown() {
        after("champions", Sent.lineup(3, 1, "[2]"));
        assertThat(sea().now().champion()).hasValue(1L);
        assertThat(sea().now().challengers()).containsExactly(2L);
        assertThat(sea().models().champion()).isEmpty();

        after("models", ModelFixture.encoded(SEA, 1), ModelFixture.encoded(SEA, 2));
        var champion = sea().models().champion().orElseThrow();
        assertThat(champion.round()).isEqualTo(1);
        assertThat(champion.params()).containsEntry("n_estimators", "50");
        assertThat(champion.scores()).containsEntry("accuracy", new Board.Score(0.8125, 0.0625));
        assertThat(champion.oobScore()).hasValue(0.8125);
        assertThat(champion.importanceKind()).isEqualTo(Board.ImportanceKind.PERMUTATION);
        assertThat(champion.importance()).containsExactly(new Board.Importance("x", 0.125));

        after("champions", Sent.lineup(4, 2, "[]"), Sent.lineup(3, 1, "[2]"));
        assertThat(sea().models().champion().orElseThrow().round()).isEqualTo(2);
    }

    @Test
    void theChampionsModelIsKeptHoweverManyCome() {
        after("champions", Sent.lineup(3, 1, "[]"));
        for (int round = 1; round <= 2 * PipelineState.MODELS; round++) {
            after("models", ModelFixture.encoded(SEA, round));
        }

        assertThat(sea().models().champion().orElseThrow().round()).isEqualTo(1);
    }

    @Test
    void countsRejectsByReasonWithTheNewestDetail() {
        var input = after(
                        "rejected",
                        Sent.reject("duplicate", "first"),
                        Sent.reject("missing_field", "'x' is missing"),
                        Sent.reject("duplicate", "second"))
                .input();

        assertThat(input.rejected()).isEqualTo(3);
        assertThat(input.rejects())
                .containsExactly(
                        new Board.Rejects("duplicate", 2, "second"),
                        new Board.Rejects("missing_field", 1, "'x' is missing"));
        assertThat(input.labelsWithinS()).isEqualTo(7_200);
    }

    @Test
    void saysHowLateLabelsCome() {
        var delay = after("evaluations", Sent.evaluation(1, 1), Sent.evaluation(2, 1), Sent.unscored(2))
                .input()
                .delay()
                .orElseThrow();

        assertThat(delay).isEqualTo(new Board.Delay(3, 1_800, 7_200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[1]",
                "{\"pipeline\":\"sea\"}",
                "{\"pipeline\":\"other\",\"version\":1,\"champion\":1,\"challengers\":[],\"newest\":1}",
                "{\"pipeline\":\"sea\",\"version\":1,\"champion\":1,\"challengers\":[null],\"newest\":1}",
            })
    void whatDoesNotBelongOnATopicIsCountedAndChangesNothing(String text) {
        var board = after("champions", Sent.json(text));

        assertThat(board.input().unreadable()).isEqualTo(1);
        assertThat(board.now().champion()).isEmpty();
    }

    @Test
    void whateverAnyTopicHoldsTheBoardCanBeWritten() {
        for (String topic : fold.topics()) {
            fold.accept(topic, Sent.json("{\"pipeline\":\"sea\",\"window\":{\"rows\":1,\"accuracy\":1e999}}"));
            fold.accept(topic, new byte[] {(byte) 0xff, 0, 1});
        }
        after(
                "evaluations",
                Sent.json(new String(Sent.evaluation(500, 0.5), UTF_8)
                        .replace("\"accuracy\":0.5}", "\"accuracy\":1e999}")));
        after(
                "searches",
                Sent.json(new String(Sent.search(3, "\"winner\":1"), UTF_8)
                        .replace("\"candidates\":[", "\"candidates\":[null,")));

        assertThat(Json.write(sea())).isNotEmpty();
        assertThat(sea().input().unreadable()).isEqualTo(2 * 8 + 2);
        assertThat(sea().now().window()).isEmpty();
    }
}
