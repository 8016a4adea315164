package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTopologyTest {
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00.123456789Z");
    private static final Pipeline CLASSES = TestPipelines.newest(TestPipelines.classes("elec"));
    private static final Pipeline NUMBERS = TestPipelines.numbers("price");
    private static final LabelValue YES = new LabelValue.OfClass("yes");
    private static final LabelValue NO = new LabelValue.OfClass("no");

    @TempDir
    private Path dir;

    @Test
    void answersUnscoredBeforeTheFirstModel() {
        try (var app = new Harness(dir, CLASSES)) {
            app.features(CLASSES, "a", T0, 1, 0);
            app.labeled(CLASSES, "a", T0, 1, 1, 0);
            assertThat(app.predictions(CLASSES))
                    .containsExactly(new Prediction(
                            "elec",
                            "a",
                            T0,
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Optional.of("no model yet")));
            var none = figures(0, Optional.empty());
            assertThat(app.evaluations(CLASSES))
                    .containsExactly(new Evaluation(
                            "elec",
                            "a",
                            T0,
                            T0.plusSeconds(60),
                            YES,
                            Optional.empty(),
                            Optional.empty(),
                            none,
                            none,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
            assertThat(app.metric("unscored-total", CLASSES)).isEqualTo(1);
        }
    }

    @Test
    void newestModelAnswers() {
        try (var app = new Harness(dir, CLASSES)) {
            app.model(CLASSES, TestModels.file(CLASSES, 1, TestModels.stump(2, 0.5, 0.25, 0.75)));
            app.features(CLASSES, "a", T0, 1, 0);
            app.model(CLASSES, TestModels.file(CLASSES, 2, TestModels.stump(2, 0.5, 0.875, 0.125)));
            app.features(CLASSES, "b", T0, 1, 1);
            assertThat(app.predictions(CLASSES))
                    .containsExactly(prediction("a", 1, YES, 0.75), prediction("b", 2, NO, 0.125));
            assertThat(app.loaded).containsExactly("elec 1", "elec 2");
            assertThat(app.metric("model-round", CLASSES)).isEqualTo(2);
        }
    }

    @Test
    void refusedModelLeavesTheOldOneAndEachMessageIsCounted() {
        Pipeline swapped = Pipeline.of("elec", CLASSES.features().reversed(), CLASSES.label());
        byte[] good = TestModels.file(CLASSES, 1, TestModels.stump(2, 0.5, 0.25, 0.75));
        try (var app = new Harness(dir, CLASSES)) {
            app.model(CLASSES, good);
            app.model(CLASSES, TestModels.file(swapped, 2, TestModels.stump(2, 0.5, 0, 1)));
            app.model(CLASSES, TestModels.file(TestPipelines.classes("other"), 3, TestModels.stump(2, 0.5, 0, 1)));
            app.model(CLASSES, "{}".getBytes(StandardCharsets.UTF_8));
            app.model(CLASSES, new byte[0]);
            app.model(CLASSES, null);
            app.raw(CLASSES.topics().models(), null, good);
            app.features(CLASSES, "a", T0, 1, 0);
            assertThat(app.predictions(CLASSES)).containsExactly(prediction("a", 1, YES, 0.75));
            assertThat(app.metric("models-accepted-total", CLASSES)).isEqualTo(1);
            assertThat(app.metric("models-refused-total", CLASSES)).isEqualTo(5);
            assertThat(app.metric("models-repeated-total", CLASSES)).isEqualTo(1);
            try (var again = app.restart()) {
                assertThat(again.loaded).containsExactly("elec 1");
            }
        }
    }

    @Test
    void labelMeetsItsPredictionLateOrEarly() {
        try (var app = new Harness(dir, CLASSES)) {
            app.model(CLASSES, TestModels.file(CLASSES, 1, TestModels.stump(2, 0.5, 0.25, 0.75)));
            app.features(CLASSES, "late", T0, 1, 0);
            app.labeled(CLASSES, "early", T0, 1, 0, 0);
            assertThat(app.evaluations(CLASSES)).isEmpty();
            app.labeled(CLASSES, "late", T0, 1, 1, 0);
            app.features(CLASSES, "early", T0, 0, 0);
            var evaluations = app.evaluations(CLASSES);
            assertThat(evaluations).extracting(Evaluation::id).containsExactly("late", "early");
            assertThat(evaluations)
                    .extracting(Evaluation::prediction)
                    .containsExactly(Optional.of(YES), Optional.of(NO));
            assertThat(evaluations.getLast().overall().accuracy()).contains(0.5);
            assertThat(evaluations.getLast().model())
                    .isEqualTo(Optional.of(evaluations.getLast().window()));
        }
    }

    @Test
    void repetitionsCountOnce() {
        try (var app = new Harness(dir, CLASSES)) {
            app.labeled(CLASSES, "b", T0, 1, 1, 0);
            app.labeled(CLASSES, "b", T0, 0, 1, 0);
            for (String id : List.of("a", "a", "b", "b")) {
                app.features(CLASSES, id, T0, 1, 0);
            }
            app.labeled(CLASSES, "a", T0, 1, 1, 0);
            app.labeled(CLASSES, "a", T0, 0, 1, 0);
            app.features(CLASSES, "a", T0, 1, 0);
            assertThat(app.predictions(CLASSES)).extracting(Prediction::id).containsExactly("a", "b");
            assertThat(app.evaluations(CLASSES)).extracting(Evaluation::id).containsExactly("b", "a");
            assertThat(app.metric("repeated-total", CLASSES)).isEqualTo(5);
        }
    }

    @Test
    void malformedMessagesArePassedOver() {
        var topics = CLASSES.topics();
        try (var app = new Harness(dir, CLASSES)) {
            for (String topic : List.of(topics.features(), topics.labeled())) {
                app.raw(topic, null, null);
                app.raw(topic, Harness.key("a"), null);
                app.raw(topic, Harness.key("a"), new byte[] {(byte) 0xff, 0});
                app.raw(topic, Harness.key("a"), Harness.key("{\"id\":\"a\"}"));
            }
            app.features(CLASSES, "a", T0, 1, 0);
            assertThat(app.predictions(CLASSES)).hasSize(1);
            assertThat(app.metric("malformed-total", CLASSES)).isEqualTo(8);
        }
    }

    @Test
    void pipelinesDoNotMix() {
        try (var app = new Harness(dir, CLASSES, NUMBERS)) {
            app.model(NUMBERS, TestModels.file(NUMBERS, 7, TestModels.constant(1, 2.5)));
            app.features(CLASSES, "a", T0, 1, 0);
            app.features(NUMBERS, "a", T0, 1);
            app.labeled(NUMBERS, "a", T0, 4, 1);
            assertThat(app.predictions(CLASSES)).extracting(Prediction::scored).containsExactly(false);
            assertThat(app.predictions(NUMBERS))
                    .extracting(Prediction::prediction)
                    .containsExactly(Optional.of(new LabelValue.OfNumber(2.5)));
            assertThat(app.evaluations(CLASSES)).isEmpty();
            Figures figures = app.evaluations(NUMBERS).getFirst().overall();
            assertThat(figures.rmse()).contains(1.5);
            assertThat(figures.mae()).contains(1.5);
            assertThat(figures.r2()).isEmpty();
        }
    }

    @Test
    void refusesPipelinesThatShareTopics() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvaluatorTopology.define(List.of(CLASSES, CLASSES), ModelListener.none()))
                .withMessageContaining("[elec, elec]");
    }

    @Test
    void labelOfAnEventThatNeverCameIsDroppedAfterTheWait() {
        try (var app = new Harness(dir, CLASSES)) {
            app.labeled(CLASSES, "never", T0, 1, 1, 0);
            app.features(CLASSES, "a", T0.plus(Duration.ofHours(4)), 1, 0);
            assertThat(app.metric("waiting", CLASSES)).isEqualTo(1);
            app.features(CLASSES, "b", T0.plus(Duration.ofHours(5)), 1, 0);
            assertThat(app.metric("waiting", CLASSES)).isEqualTo(0);
            assertThat(app.metric("abandoned-total", CLASSES)).isEqualTo(1);
            assertThat(app.evaluations(CLASSES)).isEmpty();
        }
    }

    @Test
    void answersWaitForLabelsOfAnIngestThatLags() {
        try (var app = new Harness(dir, CLASSES)) {
            for (int hour = 0; hour < 100; hour++) {
                app.features(CLASSES, "e" + hour, T0.plus(Duration.ofHours(hour)), 1, 0);
            }
            for (int hour = 0; hour < 100; hour++) {
                app.labeled(CLASSES, "e" + hour, T0.plus(Duration.ofHours(hour)), 1, 1, 0);
            }
            assertThat(app.evaluations(CLASSES)).hasSize(100);
            assertThat(app.metric("remembered", CLASSES)).isLessThan(8);
            // Two entries for each that is remembered, and the partition's progress.
            assertThat(app.entries("elec-answers")).isEqualTo(1 + 2 * (long) app.metric("remembered", CLASSES));
        }
    }

    private static Prediction prediction(String id, long round, LabelValue value, double yes) {
        return new Prediction(
                "elec",
                id,
                T0,
                Optional.of(round),
                Optional.of(value),
                Map.of("no", 1 - yes, "yes", yes),
                Optional.empty());
    }

    private static Figures figures(long rows, Optional<Double> all) {
        return new Figures(rows, all, all, all, all, all, all);
    }
}
