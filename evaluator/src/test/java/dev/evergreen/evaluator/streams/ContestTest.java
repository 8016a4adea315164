package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ModelEvent.Kind;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Champion and challengers through the production topology. Labels are the first feature above one half. */
class ContestTest {
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00Z");
    private static final Pipeline PIPELINE = TestPipelines.classes("elec").withPromotion(Promotion.test(0.05, 20));
    private static final byte[] WRONG = TestModels.file(PIPELINE, 1, TestModels.stump(2, 0.5, 0.875, 0.125));
    private static final byte[] RIGHT = TestModels.file(PIPELINE, 2, TestModels.stump(2, 0.5, 0.25, 0.75));

    @TempDir
    private Path dir;

    private final List<Prediction> predictions = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<ModelEvent> decisions = new ArrayList<>();
    private final List<Lineup> lineups = new ArrayList<>();
    private int rows;

    @Test
    void betterChallengerIsPromotedAndEachEventAnsweredOnce() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, WRONG);
            rows(app, 5);
            app.model(PIPELINE, RIGHT);
            rows(app, 40);
            assertThat(app.loaded).containsExactly("elec 1", "elec 2");
            assertThat(app.metric("promotions-total", PIPELINE)).isEqualTo(2);
            assertThat(app.metric("challengers", PIPELINE)).isEqualTo(1);
        }
        assertThat(story()).containsExactly("promoted 1 first", "arrived 2 winner", "promoted 2 test");
        assertThat(decisions.getLast().rows()).isEqualTo(25);
        assertThat(decisions.getLast().eventTime()).contains(time(24));
        assertThat(lineups).extracting(Lineup::champion).containsExactly(1L, 1L, 2L);
        assertThat(predictions)
                .extracting(Prediction::id)
                .doesNotHaveDuplicates()
                .hasSize(45);
        assertThat(predictions)
                .extracting(p -> p.round().orElseThrow())
                .isEqualTo(
                        IntStream.range(0, 45).mapToObj(i -> i < 25 ? 1L : 2L).toList());
        assertThat(evaluations)
                .extracting(Evaluation::id)
                .doesNotHaveDuplicates()
                .hasSize(45);
        assertThat(evaluations.get(23).contest().orElseThrow().challengers())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.rows()).isEqualTo(19);
                    assertThat(c.accuracy()).contains(1.0);
                    assertThat(c.meanGain()).isEqualTo(1);
                    assertThat(c.eValue()).isGreaterThan(100);
                });
        assertThat(evaluations.get(24).contest())
                .contains(new ContestFigures(
                        3,
                        2,
                        List.of(new ContestFigures.OfChallenger(1, 0, Optional.empty(), Optional.empty(), 0, 1))));
    }

    @Test
    void labelsThatComeLateCountForTheChampionThatIsThenAndRowsFromBeforeItsTimeToo() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, WRONG);
            app.model(PIPELINE, RIGHT);
            for (int i = 0; i < 60; i++) {
                app.features(PIPELINE, "e" + i, time(i), x(i), 0);
            }
            for (int i = 0; i < 60; i++) {
                app.labeled(PIPELINE, "e" + i, time(i), x(i) > 0.5 ? 1 : 0, x(i), 0);
            }
            collect(app);
        }
        assertThat(predictions).allMatch(p -> p.round().orElseThrow() == 1);
        assertThat(story()).containsExactly("promoted 1 first", "arrived 2 winner", "promoted 2 test");
        assertThat(evaluations.getLast().contest().orElseThrow().challengers())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.round()).isEqualTo(1);
                    assertThat(c.rows()).isEqualTo(40);
                    assertThat(c.meanGain()).isEqualTo(-1);
                });
        assertThat(evaluations.getLast().model().orElseThrow().rows()).isEqualTo(60);
    }

    @Test
    void restartsGoOnWithTheSameEvidence() {
        run(List.of());
        var straight = List.of(predictions, evaluations, decisions);
        assertThat(decided(Kind.ROLLED_BACK)).isTrue();
        var other = new ContestTest();
        other.dir = dir.resolve("broken");
        other.run(List.of(3, 15, 31, 44, 50));
        assertThat(List.of(other.predictions, other.evaluations, other.decisions))
                .isEqualTo(straight);
        assertThat(other.lineups).startsWith(lineups.getFirst()).endsWith(lineups.getLast());
        assertThat(other.lineups.stream().distinct().toList()).isEqualTo(lineups);
    }

    /** The second is right at first, then the first is again. */
    private void run(List<Integer> restarts) {
        var app = new Harness(dir.resolve("run"), PIPELINE);
        app.model(PIPELINE, WRONG);
        for (int i = 0; i < 70; i++) {
            if (restarts.contains(i)) {
                app = app.restart();
                app.look();
            }
            if (i == 5) {
                app.model(PIPELINE, RIGHT);
            }
            row(app, i >= 35);
        }
        app.close();
    }

    @Test
    void formerChampionComesBackWhenTheNewOneIsWorse() {
        run(List.of());
        assertThat(story())
                .containsExactly("promoted 1 first", "arrived 2 winner", "promoted 2 test", "rolled_back 1 test");
        assertThat(predictions.getLast().round()).contains(1L);
    }

    @Test
    void modelIsTakenInWhenItsLastRowWasEvaluatedOrAfterAWhile() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.modelArrives(PIPELINE, WRONG);
            assertThat(app.loaded).as("no row yet").isEmpty();
            rows(app, 1);
            app.look();
            assertThat(app.loaded).containsExactly("elec 1");
        }
    }

    @Test
    void usersOrdersAreFollowedOrRefused() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, WRONG);
            app.model(PIPELINE, RIGHT);
            order(app, ControlMessage.Command.PROMOTE, Optional.of(2L));
            rows(app, 1);
            order(app, ControlMessage.Command.ROLLBACK, Optional.empty());
            rows(app, 1);
            order(app, ControlMessage.Command.PROMOTE, Optional.of(7L));
            order(app, ControlMessage.Command.RETRAIN, Optional.empty());
            app.raw(PIPELINE.topics().control(), null, Harness.key("promote!"));
            app.raw(PIPELINE.topics().control(), null, null);
            rows(app, 1);
        }
        assertThat(story())
                .containsExactly(
                        "promoted 1 first",
                        "arrived 2 winner",
                        "promoted 2 user",
                        "rolled_back 1 user",
                        "refused 7 user");
        assertThat(decisions.subList(2, 5)).allMatch(d -> d.request().equals(Optional.of("r")));
        assertThat(predictions).extracting(p -> p.round().orElseThrow()).containsExactly(2L, 1L, 1L);
    }

    @Test
    void badLineupsLeaveTheChampion() {
        var topic = PIPELINE.topics().champions();
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, WRONG);
            for (String bad : List.of(
                    "",
                    "{}",
                    "{\"pipeline\":\"other\",\"version\":9,\"champion\":1,\"challengers\":[],\"newest\":1}",
                    "{\"pipeline\":\"elec\",\"version\":9,\"champion\":1,\"challengers\":[1],\"newest\":1}",
                    "{\"pipeline\":\"elec\",\"version\":9,\"champion\":\"1\",\"challengers\":[],\"newest\":1}")) {
                app.raw(topic, Harness.key("elec"), Harness.key(bad));
            }
            assertThat(app.metric("champions-refused-total", PIPELINE)).isEqualTo(5);
            app.raw(topic, Harness.key("elec"), Json.write(new Lineup("elec", 9, 8, List.of(), Optional.empty(), 8)));
            app.raw(topic, Harness.key("elec"), null);
            assertThat(app.metric("champions-refused-total", PIPELINE)).isEqualTo(6);
            // The first is our own.
            assertThat(app.metric("champions-accepted-total", PIPELINE)).isEqualTo(2);
            rows(app, 1);
            assertThat(predictions).extracting(p -> p.round().orElseThrow()).containsExactly(1L);
            app.model(PIPELINE, RIGHT);
            rows(app, 30);
        }
        assertThat(predictions.getLast().round()).contains(2L);
    }

    @Test
    void otherFeaturesBeginAnotherContest() {
        var renamed = Pipeline.of("elec", PIPELINE.features().reversed(), PIPELINE.label());
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, WRONG);
            try (var again = app.restartAs(renamed)) {
                again.look();
                again.features(renamed, "a", T0, 0, 1);
                again.model(renamed, TestModels.file(renamed, 2, TestModels.stump(2, 0.5, 0.25, 0.75)));
                again.features(renamed, "b", T0, 0, 1);
                assertThat(again.predictions(renamed))
                        .extracting(Prediction::round)
                        .containsExactly(Optional.empty(), Optional.of(2L));
                collect(again);
            }
        }
        assertThat(story()).endsWith("promoted 2 first");
    }

    private void order(Harness app, ControlMessage.Command command, Optional<Long> round) {
        app.order(
                PIPELINE,
                new ControlMessage(
                        "elec",
                        command,
                        ControlMessage.Cause.USER,
                        round,
                        Optional.of("r"),
                        "",
                        Optional.empty(),
                        Optional.empty()));
    }

    private void rows(Harness app, int count) {
        for (int i = 0; i < count; i++) {
            row(app, false);
        }
    }

    private void row(Harness app, boolean mirrored) {
        double x = x(rows);
        app.features(PIPELINE, "e" + rows, time(rows), x, 0);
        app.labeled(PIPELINE, "e" + rows, time(rows), (x > 0.5) == mirrored ? 0 : 1, x, 0);
        rows++;
        collect(app);
    }

    private void collect(Harness app) {
        predictions.addAll(app.predictions(PIPELINE));
        evaluations.addAll(app.evaluations(PIPELINE));
        decisions.addAll(app.decisions(PIPELINE));
        lineups.addAll(app.lineups(PIPELINE));
    }

    private List<String> story() {
        return decisions.stream()
                .map(d -> "%s %d %s"
                        .formatted(d.kind().key(), d.round(), d.cause().key()))
                .toList();
    }

    private boolean decided(Kind kind) {
        return decisions.stream().anyMatch(d -> d.kind() == kind);
    }

    private static double x(int row) {
        return row % 4 / 4.0 + 0.1;
    }

    private static Instant time(int row) {
        return T0.plusSeconds(60L * row);
    }
}
