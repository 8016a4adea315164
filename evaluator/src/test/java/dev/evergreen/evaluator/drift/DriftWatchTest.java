package dev.evergreen.evaluator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.DriftAlarm.Retrain;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.ingest.pipeline.Promotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00Z");
    private static final List<Detector> ALL = List.of(Detector.values());
    private static final DriftDetection DEFAULT = DriftDetection.DEFAULT;
    private static final Pipeline PIPELINE = TestPipelines.classes("elec");

    @Test
    void alarmSaysWhatWasSeenAndAsksForARound() {
        var pipeline = PIPELINE.withDrift(DEFAULT.withDetectors(List.of(Detector.EVERY), List.of(Detector.EVERY)));
        var alarms = alarms(pipeline, 5_000, row -> 0);
        assertThat(alarms)
                .containsExactly(new DriftAlarm(
                        "elec",
                        Detector.EVERY,
                        Optional.empty(),
                        7,
                        5_100,
                        T0.plusSeconds(4_999),
                        5_000,
                        5_000,
                        5_000,
                        T0,
                        Retrain.ASKED,
                        "5000 rows have passed"));
    }

    @Test
    void onlyTriggersAskAndThoseInTheCoolDownWhenItIsOver() {
        var often = new DriftDetection(
                List.of(Detector.ADWIN, Detector.EVERY),
                List.of(Detector.EVERY),
                250,
                1,
                DEFAULT.adwin(),
                DEFAULT.ddm(),
                DEFAULT.pageHinkley(),
                DEFAULT.psi(),
                new DriftDetection.Every(100));
        var alarms = alarms(PIPELINE.withDrift(often), 700, row -> row < 320 ? 0 : 1);
        assertThat(alarms.stream()
                        .filter(a -> a.detector() == Detector.EVERY)
                        .map(a ->
                                "%d %s %d".formatted(a.rows() - 100, a.retrain().key(), a.sinceRows())))
                .containsExactly(
                        "100 asked 100",
                        "200 cool_down 100",
                        "300 cool_down 100",
                        "350 asked 150",
                        "400 cool_down 100",
                        "500 cool_down 100",
                        "600 asked 100",
                        "700 cool_down 100");
        assertThat(alarms.stream().filter(a -> a.detector() == Detector.ADWIN).map(DriftAlarm::retrain))
                .isNotEmpty()
                .containsOnly(Retrain.NO_TRIGGER);
    }

    @Test
    void lossesAreOneSeriesWhereEachWinnerIsChampionAtOnceAndNotWhereItIsTested() {
        var both = PIPELINE.withDrift(
                DEFAULT.withDetectors(List.of(Detector.ADWIN, Detector.EVERY), List.of(Detector.ADWIN))
                        .withEvery(new DriftDetection.Every(250)));
        var newest = both.withPromotion(both.promotion().withPolicy(Promotion.Policy.NEWEST));

        assertThat(underChampionsOf100Rows(newest)).contains("adwin asked", "every no_trigger");
        assertThat(underChampionsOf100Rows(both)).isEmpty();
    }

    /** The first 300 rows are answered well, the last champion's wrongly. */
    private static List<String> underChampionsOf100Rows(Pipeline pipeline) {
        var watch = DriftWatch.begin(pipeline);
        return IntStream.range(0, 400)
                .mapToObj(i -> new Observed(
                        1 + i / 100, i + 1, T0.plusSeconds(i), i < 300 ? 0 : 1, 0, FeatureVector.owning(new double[0])))
                .flatMap(row -> watch.add(row).stream())
                .map(alarm -> alarm.detector().key() + " " + alarm.retrain().key())
                .toList();
    }

    @Test
    void pipelineThatDoesNotRetrainOnDriftIsNotAsked() {
        var deaf = PipelineFile.parse("""
                pipeline: p
                features: [x]
                label: {name: y, classes: [a, b]}
                retrain: {on_drift: false}
                drift: {detectors: [every], triggers: [every], every: {rows: 10}}
                """, "p.yaml").getFirst();
        assertThat(alarms(deaf, 20, row -> 0))
                .extracting(DriftAlarm::retrain)
                .containsExactly(Retrain.OFF, Retrain.OFF);
    }

    @Test
    void newChampionIsWatchedFromTheBeginning() {
        var watch = DriftWatch.begin(PIPELINE);
        for (int row = 0; row < 1_000; row++) {
            assertThat(watch.add(row(7, row, 0, 0))).isEmpty();
        }
        for (int row = 1_000; row < 2_000; row++) {
            // To detectors that go on it would be a rise.
            assertThat(watch.add(row(8, row, 1, 0))).isEmpty();
        }
        assertThat(watch.seen()).isEqualTo(2_000);
    }

    @Test
    void errorsOfNumbersCountInUnitsOfTheMean() {
        var pipeline = TestPipelines.numbers("bikes")
                .withDrift(
                        DEFAULT.withDetectors(List.of(Detector.ADWIN, Detector.PAGE_HINKLEY), List.of(Detector.ADWIN)));
        for (double unit : new double[] {1e-6, 1, 1e9}) {
            var random = new SplittableRandom(4);
            var alarms = new ArrayList<DriftAlarm>();
            var watch = DriftWatch.begin(pipeline);
            for (int row = 0; row < 6_000; row++) {
                double error = random.nextDouble() * unit * (row < 3_000 ? 1 : 2);
                alarms.addAll(watch.add(row(7, row, 100 * unit + error, 100 * unit)));
            }
            assertThat(alarms).isNotEmpty().allMatch(a -> a.rows() >= 3_100 && a.rows() < 4_100);
        }
    }

    @Test
    void goesOnFromAnyRowAsIfNothingHadHappened() {
        var pipeline = PIPELINE.withDrift(DEFAULT.withDetectors(ALL, ALL).withCoolDownRows(5_000));
        IntToDoubleFunction loss =
                row -> new SplittableRandom(row).nextDouble() < (row % 6_000 < 3_000 ? 0.1 : 0.4) ? 1 : 0;
        var straight = DriftWatch.begin(pipeline);
        var broken = DriftWatch.begin(pipeline);
        var seen = new ArrayList<DriftAlarm>();
        for (int row = 0; row < 12_000; row++) {
            var next = row(7, row, loss.applyAsDouble(row), 0);
            if (row % 53 == 0 || row < 40) {
                broken = DriftWatch.restore(pipeline, broken.state());
                assertThat(broken.state()).isEqualTo(straight.state());
            }
            var alarms = straight.add(next);
            assertThat(broken.add(next)).isEqualTo(alarms);
            seen.addAll(alarms);
        }
        assertThat(seen).extracting(DriftAlarm::detector).contains(Detector.ADWIN, Detector.DDM, Detector.PAGE_HINKLEY);
        assertThat(seen.stream().filter(a -> a.detector() == Detector.PSI))
                .extracting(DriftAlarm::feature, DriftAlarm::retrain)
                .containsExactly(tuple(Optional.of("x"), Retrain.COOL_DOWN), tuple(Optional.of("x"), Retrain.ASKED));
    }

    @Test
    void bytesThatAreNoStateAreRefused() {
        var pipeline = PIPELINE.withDrift(DEFAULT.withDetectors(ALL, ALL));
        var watch = DriftWatch.begin(pipeline);
        IntStream.range(0, 1_500).forEach(row -> watch.add(row(7, row, row % 2, 0)));
        byte[] state = watch.state();
        for (int length = 0; length < state.length; length++) {
            byte[] cut = Arrays.copyOf(state, length);
            assertThatIllegalArgumentException().isThrownBy(() -> DriftWatch.restore(pipeline, cut));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftWatch.restore(pipeline, Arrays.copyOf(state, state.length + 1)))
                .withMessage("1 bytes too many in the state of a drift watch");
        byte[] newer = state.clone();
        newer[0] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftWatch.restore(pipeline, newer))
                .withMessage("the state of a drift watch of version 2");
    }

    @Test
    void stateStaysBelowAMegabyte() {
        var wide = PipelineFile.parse(
                        "pipeline: p\nfeatures: [%s]\nlabel: {name: y, classes: [a, b]}\ndrift: {psi: {rows: 2000}}"
                                .formatted(String.join(
                                        ", ",
                                        IntStream.range(0, 200)
                                                .mapToObj(i -> "x" + i)
                                                .toList())),
                        "p.yaml")
                .getFirst();
        var watch = DriftWatch.begin(wide);
        for (int row = 0; row < 1_999; row++) {
            watch.add(new Observed(
                    1, row, T0, row % 2, 0, FeatureVector.owning(new double[DriftWatch.featuresWatched(wide)])));
        }
        assertThat(watch.state()).hasSizeLessThan(900_000);
    }

    private static List<DriftAlarm> alarms(Pipeline pipeline, int rows, IntToDoubleFunction loss) {
        var watch = DriftWatch.begin(pipeline);
        return IntStream.range(0, rows)
                .boxed()
                .flatMap(row -> watch.add(row(7, row, loss.applyAsDouble(row), 0)).stream())
                .toList();
    }

    private static Observed row(long champion, int row, double label, double answer) {
        double x = row < 7_000 ? row % 100 : row % 50;
        return new Observed(
                champion, 101 + row, T0.plusSeconds(row), label, answer, FeatureVector.owning(new double[] {x, row % 2
                }));
    }
}
