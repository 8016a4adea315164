package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.drift.Observed;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.DriftAlarm.Retrain;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift detectors through the production topology. Labels are the first feature above one half, until they no longer are. */
class DriftTest {
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00Z");
    private static final DriftDetection DEFAULT = DriftDetection.DEFAULT;
    private static final Pipeline PIPELINE = pipeline(250);

    @TempDir
    private Path dir;

    private final List<DriftAlarm> alarms = new ArrayList<>();
    private final List<ControlMessage> orders = new ArrayList<>();

    private static Pipeline pipeline(int coolDownRows) {
        return TestPipelines.classes("elec")
                .withDrift(DEFAULT.withDetectors(
                                List.of(Detector.ADWIN, Detector.DDM, Detector.PSI), List.of(Detector.ADWIN))
                        .withCoolDownRows(coolDownRows));
    }

    private static byte[] model(long round) {
        return TestModels.file(PIPELINE, round, TestModels.stump(2, 0.5, 0.25, 0.75));
    }

    @Test
    void driftInTheLabelsIsToldAndARoundAskedFor() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, model(1));
            rows(app, 0, 32, 32);
            assertThat(alarms).isEmpty();
            rows(app, 32, 64, 32);
            assertThat(app.metric("drift-alarms-total", PIPELINE)).isEqualTo(alarms.size());
        }
        assertThat(alarms)
                .extracting(DriftAlarm::detector)
                .contains(Detector.ADWIN, Detector.DDM)
                .doesNotContain(Detector.PSI);
        var asked = alarms.stream()
                .filter(a -> a.retrain() == Retrain.ASKED)
                .findFirst()
                .orElseThrow();
        assertThat(asked.detector()).isEqualTo(Detector.ADWIN);
        assertThat(asked.champion()).isEqualTo(1);
        assertThat(asked.rows()).isEqualTo(64);
        assertThat(asked.eventTime()).isEqualTo(time(63));
        assertThat(asked.since()).isEqualTo(time(32));
        assertThat(asked.sinceRows()).isEqualTo(32);
        assertThat(orders)
                .containsExactly(new ControlMessage(
                        "elec",
                        ControlMessage.Command.RETRAIN,
                        ControlMessage.Cause.DRIFT,
                        Optional.empty(),
                        Optional.empty(),
                        "adwin: " + asked.reason(),
                        Optional.of(asked.since()),
                        Optional.of(time(63))));
        assertThat(alarms.stream().filter(a -> a.detector() == Detector.DDM))
                .isNotEmpty()
                .allMatch(a -> a.retrain() == Retrain.NO_TRIGGER);
    }

    /** The row of the alarm is older than one before it. */
    @Test
    void anOrderTellsTheGreatestEventTimeSoFar() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, model(1));
            app.features(PIPELINE, "ahead", time(500), features(0));
            app.labeled(PIPELINE, "ahead", time(500), label(0, 32), features(0));
            rows(app, 1, 64, 32);
        }
        assertThat(orders)
                .singleElement()
                .satisfies(order -> assertThat(order.upTo()).contains(time(500)));
    }

    /** The rows cross a place where the detectors' state is written down whole. */
    @Test
    void restartsGoOnWithTheSameDetectors() {
        var app = new Harness(dir.resolve("run"), PIPELINE);
        app.model(PIPELINE, model(1));
        int from = 0;
        for (int restart : List.of(1, 49, 50, 57)) {
            rows(app, from, restart, 32);
            app = app.restart();
            app.look();
            from = restart;
        }
        rows(app, from, 70, 32);
        app.close();
        var watch = DriftWatch.begin(PIPELINE);
        var expected = IntStream.range(0, 70)
                .mapToObj(row -> new Observed(
                        1, row + 1, time(row), label(row, 32), label(row, 70), FeatureVector.owning(features(row))))
                .flatMap(row -> watch.add(row).stream())
                .toList();
        assertThat(expected).extracting(DriftAlarm::retrain).contains(Retrain.ASKED, Retrain.NO_TRIGGER);
        assertThat(alarms).isEqualTo(expected);
        assertThat(orders).hasSize(1);
    }

    @Test
    void anotherChampionIsWatchedFromItsFirstRowOn() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, model(1));
            rows(app, 0, 32, 32);
            app.model(PIPELINE, model(2));
            app.order(
                    PIPELINE,
                    new ControlMessage(
                            "elec",
                            ControlMessage.Command.PROMOTE,
                            ControlMessage.Cause.USER,
                            Optional.of(2L),
                            Optional.empty(),
                            "",
                            Optional.empty(),
                            Optional.empty()));
            app.look();
            rows(app, 32, 64, 32);
        }
        assertThat(alarms).as("the second was never right").isEmpty();
    }

    @Test
    void lossesAreOneSeriesWhereEachWinnerIsChampionAtOnce() {
        var pipeline = TestPipelines.newest(PIPELINE);
        try (var app = new Harness(dir, pipeline)) {
            app.model(pipeline, model(1));
            rows(app, 0, 32, 32);
            app.model(pipeline, model(2));
            rows(app, 32, 64, 32);
        }
        assertThat(alarms)
                .filteredOn(alarm -> alarm.detector() == Detector.ADWIN)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.champion()).isEqualTo(2));
    }

    @Test
    void otherDetectorsBeginAnew() {
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, model(1));
            rows(app, 0, 32, 32);
            try (var again = app.restartAs(pipeline(200))) {
                again.look();
                rows(again, 32, 64, 32);
            }
        }
        assertThat(alarms).as("they never saw it right").isEmpty();
    }

    @Test
    void pipelineWithoutDetectorsIsNotWatched() {
        var blind = PIPELINE.withDrift(DEFAULT.withDetectors(List.of(), List.of()));
        try (var app = new Harness(dir, blind)) {
            app.model(blind, model(1));
            rows(app, 0, 5, 32);
            assertThat(app.entries("elec-drift")).isEqualTo(1);
        }
    }

    /** The model's answers are the labels of a stream without drift. */
    private void rows(Harness app, int from, int to, int driftAt) {
        for (int row = from; row < to; row++) {
            app.features(PIPELINE, "e" + row, time(row), features(row));
            app.labeled(PIPELINE, "e" + row, time(row), label(row, driftAt), features(row));
        }
        alarms.addAll(app.alarms(PIPELINE));
        orders.addAll(app.orders(PIPELINE));
    }

    private static double[] features(int row) {
        return new double[] {row % 4 / 4.0 + 0.1, 0};
    }

    private static double label(int row, int driftAt) {
        return features(row)[0] > 0.5 == row < driftAt ? 1 : 0;
    }

    private static Instant time(long row) {
        return T0.plusSeconds(60 * row);
    }
}
