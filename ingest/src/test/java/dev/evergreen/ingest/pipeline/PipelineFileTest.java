package dev.evergreen.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {
    private static final String MINIMAL = """
            pipeline: electricity
            features: [nswprice]
            label: {name: class, classes: ["0", "1"]}
            """;
    private static final String FULL = """
            pipeline: electricity
            features:
              - {name: nswprice, type: numeric}
              - {name: weekday, type: nominal, values: [mon, tue]}
              - vicprice
              - {name: holiday, values: [yes, no]}
            label: {name: class, classes: [0, 1]}
            topics: {prefix: power}
            labels_within: 1h30m
            window: {duration: 7d, max_rows: 1000}
            retrain: {every_rows: 500, every: 1h, on_drift: false, min_rows: 100}
            search:
              candidates:
                - learner: random-forest
                  grid: {n_estimators: [50, 100], max_features: [sqrt, 0.5, 10], bootstrap: [true, "true"]}
                  fixed: {min_samples_leaf: 5}
                - learner: histogram-forest
                  grid: {n_estimators: 100}
              cv: {splitter: forward, folds: 5, embargo: 30m}
              scoring: [accuracy, roc_auc]
              refit: roc_auc
              seed: -7
              nested: off
              strategy: halving
              factor: 2
              min_resources: 40
              aggressive_elimination: true
              windows: [900, whole, since_change]
            n_jobs: -2
            max_memory: 33.5%
            promotion: {policy: newest, alpha: 0.01, min_events: 50, min_gain: 0.002, max_challengers: 5, check_every: 7}
            drift:
              detectors: [every, psi, page-hinkley, ddm, adwin]
              triggers: [ddm, every]
              cool_down_rows: 70
              check_every: 9
              adwin: {delta: 0.1}
              ddm: {warning_level: 1.5, drift_level: 2.5}
              page-hinkley: {delta: 0.01, threshold: 20, alpha: 1}
              psi: {threshold: 0.25, rows: 600}
              every: {rows: 300}
            """;

    @TempDir
    private Path directory;

    @Test
    void threeKeysAreEnough() {
        assertThat(parse(MINIMAL))
                .isEqualTo(Pipeline.of(
                        "electricity",
                        List.of(Feature.numeric("nswprice")),
                        new Label.Classes("class", List.of("0", "1"))));
    }

    @Test
    void aFeatureMayBeMissingWhereItSaysSo() {
        Pipeline p = parse("""
                pipeline: p
                features:
                  - {name: a, type: numeric, missing: allowed}
                  - {name: b, values: [x, y], missing: allowed}
                  - {name: c, missing: rejected}
                label: {name: y, type: regression}
                """);

        assertThat(p.features())
                .containsExactly(
                        Feature.numeric("a").allowingMissing(),
                        Feature.nominal("b", List.of("x", "y")).allowingMissing(),
                        Feature.numeric("c"));
        assertThat(PipelineFile.write(p))
                .contains("{name: a, type: numeric, missing: allowed}", "{name: c, type: numeric}");
        assertThat(parse(PipelineFile.write(p))).isEqualTo(p);
    }

    @Test
    void everyDefaultIsWhatTheDocumentationSays() {
        Pipeline p = parse(MINIMAL);
        assertThat(p.topics()).isEqualTo(new Topics("electricity"));
        assertThat(p.labelsWithin()).isEqualTo(Duration.ofHours(2));
        assertThat(p.window()).isEqualTo(new Window.Rows(10_000));
        assertThat(p.retrain()).isEqualTo(new Retrain(Optional.of(2_000), Optional.empty(), true, 2_000));
        assertThat(p.search().candidates())
                .extracting(CandidateGrid::learner, CandidateGrid::size)
                .containsExactly(tuple("histogram-boosting", 4L));
        assertThat(p.search().cv()).isEqualTo(new Cv(Cv.Splitter.FORWARD, 3, Embargo.AUTO, Optional.empty()));
        assertThat(p.search().windows()).containsExactly(SearchWindow.WHOLE, SearchWindow.SINCE_CHANGE);
        assertThat(p.search().scoring()).containsExactly(Scoring.ROC_AUC, Scoring.ACCURACY, Scoring.LOG_LOSS);
        assertThat(p.search().refit()).isEqualTo(Scoring.ROC_AUC);
        assertThat(p.search().seed()).isEqualTo(42);
        assertThat(p.search().nested()).isTrue();
        assertThat(p.search().halving()).isEmpty();
        assertThat(p.nJobs()).isEqualTo(new NJobs(-1));
        assertThat(p.maxMemory()).isEqualTo(MemoryLimit.of(0.6));
        assertThat(p.promotion()).isEqualTo(new Promotion(Promotion.Policy.TEST, 0.05, 500, 0, 3, 1));
        assertThat(p.drift())
                .isEqualTo(new DriftDetection(
                        List.of(Detector.ADWIN, Detector.DDM, Detector.PAGE_HINKLEY, Detector.PSI),
                        List.of(Detector.ADWIN),
                        1_000,
                        1,
                        new DriftDetection.Adwin(0.1),
                        new DriftDetection.Ddm(2, 3),
                        new DriftDetection.PageHinkley(0.01, 30, 0.9999),
                        new DriftDetection.Psi(0.2, 1_000),
                        new DriftDetection.Every(5_000)));
    }

    @Test
    void everyKeyIsMapped() {
        var forest = new CandidateGrid(
                "random-forest",
                Map.of(
                        "n_estimators", List.of(ParameterValue.of(50), ParameterValue.of(100)),
                        "max_features",
                                List.of(ParameterValue.of("sqrt"), ParameterValue.of(0.5), ParameterValue.of(10)),
                        "bootstrap", List.of(ParameterValue.of(true), ParameterValue.of("true"))),
                Map.of("min_samples_leaf", ParameterValue.of(5)));
        var histogram = new CandidateGrid(
                "histogram-forest", Map.of("n_estimators", List.of(ParameterValue.of(100))), Map.of());
        assertThat(parse(FULL))
                .isEqualTo(new Pipeline(
                        "electricity",
                        List.of(
                                Feature.numeric("nswprice"),
                                Feature.nominal("weekday", List.of("mon", "tue")),
                                Feature.numeric("vicprice"),
                                Feature.nominal("holiday", List.of("yes", "no"))),
                        new Label.Classes("class", List.of("0", "1")),
                        new Topics("power"),
                        Duration.ofMinutes(90),
                        new Window.Span(Duration.ofDays(7), 1_000),
                        new Retrain(Optional.of(500), Optional.of(Duration.ofHours(1)), false, 100),
                        new Search(
                                List.of(forest, histogram),
                                new Cv(Cv.Splitter.FORWARD, 5, Duration.ofMinutes(30)),
                                List.of(Scoring.ACCURACY, Scoring.ROC_AUC),
                                Scoring.ROC_AUC,
                                -7,
                                Optional.empty(),
                                false,
                                Optional.of(new Halving(2, Optional.of(40), true)),
                                List.of(new SearchWindow.Newest(900), SearchWindow.WHOLE, SearchWindow.SINCE_CHANGE)),
                        new NJobs(-2),
                        MemoryLimit.of(0.335),
                        new Promotion(Promotion.Policy.NEWEST, 0.01, 50, 0.002, 5, 7),
                        new DriftDetection(
                                List.of(
                                        Detector.EVERY,
                                        Detector.PSI,
                                        Detector.PAGE_HINKLEY,
                                        Detector.DDM,
                                        Detector.ADWIN),
                                List.of(Detector.DDM, Detector.EVERY),
                                70,
                                9,
                                new DriftDetection.Adwin(0.1),
                                new DriftDetection.Ddm(1.5, 2.5),
                                new DriftDetection.PageHinkley(0.01, 20, 1),
                                new DriftDetection.Psi(0.25, 600),
                                new DriftDetection.Every(300))));
    }

    @Test
    void groupsAreTheValuesOfAFeature() {
        assertThat(parse(MINIMAL + "search: {cv: {splitter: group, folds: 5, group: nswprice}}\n")
                        .search()
                        .cv())
                .isEqualTo(new Cv(Cv.Splitter.GROUP, 5, Embargo.NONE, Optional.of("nswprice")));
    }

    @Test
    void candidatesCanBeDrawn() {
        assertThat(drawn("""
                        distributions:
                          max_depth: {randint: [3, 20]}
                          max_samples: {uniform: [0.5, 1]}
                          learning_rate: {loguniform: [1e-3, 0.3]}
                          n_estimators: [50, 100]
                          criterion: gini
                        n_iter: 20
                        fixed: {min_samples_leaf: 5}
                        """))
                .isEqualTo(new CandidateGrid(
                        "l",
                        Map.of(),
                        Map.of("min_samples_leaf", ParameterValue.of(5)),
                        Optional.of(new RandomSearch(
                                Map.of(
                                        "max_depth", new Distribution.Randint(3, 20),
                                        "max_samples", new Distribution.Uniform(0.5, 1),
                                        "learning_rate", new Distribution.Loguniform(0.001, 0.3),
                                        "n_estimators", choices(50, 100),
                                        "criterion", new Distribution.Choices(List.of(ParameterValue.of("gini")))),
                                20))));
    }

    @Test
    void tenAreDrawnUnlessThereAreFewer() {
        assertThat(drawn("distributions: {a: {uniform: [0, 1]}, b: [1, 2]}\n").size())
                .isEqualTo(10);
        assertThat(drawn("distributions: {a: [1, 2, 3], b: [1, 2]}\n").size()).isEqualTo(6);
        assertThat(drawn("distributions: {a: [1, 2, 3], b: [1, 2]}\nn_iter: 5\n")
                        .size())
                .isEqualTo(5);
    }

    @Test
    void notesThatThereAreFewerCombinationsThanDraws() {
        var random = Optional.of(new RandomSearch(Map.of("a", choices(1, 2), "b", choices(3)), 3));
        var enough = new CandidateGrid("l", Map.of("a", List.of(ParameterValue.of(1))), Map.of());
        var few = new CandidateGrid("l", Map.of(), Map.of(), random);
        assertThat(searching(enough, few).notes())
                .containsExactly(
                        "search.candidates[1].n_iter: 3, but there are only 2 combinations: each is tried once");
        assertThat(searching(enough).notes()).isEmpty();
    }

    private static CandidateGrid drawn(String candidate) {
        String text = MINIMAL + "search:\n  candidates:\n    - learner: l\n" + candidate.indent(6);
        return parse(text).search().candidates().getFirst();
    }

    private static Distribution choices(long... values) {
        return new Distribution.Choices(
                Arrays.stream(values).mapToObj(ParameterValue::of).toList());
    }

    private static Search searching(CandidateGrid... candidates) {
        return new Search(List.of(candidates), Cv.DEFAULT, List.of(Scoring.ACCURACY), Scoring.ACCURACY, 1);
    }

    @Test
    void partOfASectionKeepsTheOtherDefaults() {
        Pipeline p = parse(MINIMAL + """
                retrain: {every: 1h}
                search: {cv: {folds: 5}, scoring: accuracy}
                promotion: {alpha: 0.1}
                drift: {detectors: [ddm, adwin], ddm: {drift_level: 4}}
                window: {duration: 1d}
                topics:
                """);
        assertThat(p.retrain())
                .isEqualTo(new Retrain(Optional.of(2_000), Optional.of(Duration.ofHours(1)), true, 2_000));
        assertThat(p.search().cv()).isEqualTo(new Cv(Cv.Splitter.FORWARD, 5, Embargo.AUTO, Optional.empty()));
        assertThat(p.search().scoring()).containsExactly(Scoring.ACCURACY);
        assertThat(p.search().refit()).isEqualTo(Scoring.ACCURACY);
        assertThat(p.promotion()).isEqualTo(Promotion.test(0.1, 500));
        assertThat(p.drift().triggers()).containsExactly(Detector.ADWIN);
        assertThat(p.drift().ddm()).isEqualTo(new DriftDetection.Ddm(2, 4));
        assertThat(parse(MINIMAL + "drift: {detectors: []}").drift())
                .isEqualTo(DriftDetection.DEFAULT.withDetectors(List.of(), List.of()));
        assertThat(p.window()).isEqualTo(new Window.Span(Duration.ofDays(1), 200_000));
        assertThat(p.topics()).isEqualTo(new Topics("electricity"));
    }

    @Test
    void aTriggerCanBeSwitchedOff() {
        assertThat(parse(MINIMAL + "retrain: {every_rows: off, every: 1m}\n").retrain())
                .isEqualTo(new Retrain(Optional.empty(), Optional.of(Duration.ofMinutes(1)), true, 2_000));
    }

    @Test
    void aNumberIsPredictedByItsOwnDefaults() {
        Pipeline p = parse("{pipeline: bikes, features: [temp], label: {name: count, type: regression}}");
        assertThat(p.label()).isEqualTo(new Label.Regression("count"));
        assertThat(p.search().scoring()).containsExactly(Scoring.RMSE, Scoring.MAE, Scoring.R2);
    }

    @Test
    void anAliasStandsForWhatItNames() {
        assertThat(parse("""
                        pipeline: p
                        features:
                          - {name: a, values: &days [mon, tue]}
                          - {name: b, values: *days}
                        label: {name: c, type: regression}
                        """).features())
                .containsExactly(
                        Feature.nominal("a", List.of("mon", "tue")), Feature.nominal("b", List.of("mon", "tue")));
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "30s, PT30S, 30s",
        "90m, PT1H30M, 1h30m",
        "1h30m, PT1H30M, 1h30m",
        "7d, PT168H, 7d",
        "1d2h3m4s5ms, PT26H3M4.005S, 1d2h3m4s5ms",
        "0s, PT0S, 0s",
        "PT2H, PT2H, 2h",
        "PT0.0000001S, PT0.0000001S, PT0.0000001S",
    })
    void durationsAreReadAndWritten(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.format(duration)).isEqualTo(written);
        assertThat(Durations.parse(written)).contains(duration);
    }

    @Test
    void severalDocumentsAreSeveralPipelines() {
        assertThat(PipelineFile.parse("---\n" + MINIMAL + "---\n" + MINIMAL.replace("electricity", "b") + "---\n", "x"))
                .extracting(Pipeline::name)
                .containsExactly("electricity", "b");
    }

    @Test
    void halvingHasDefaultsOfItsOwn() {
        assertThat(parse(MINIMAL + "search: {strategy: halving}").search().halving())
                .hasValue(new Halving(3, Optional.empty(), false));
        assertThat(parse(MINIMAL + "search: {strategy: halving, min_resources: exhaust}")
                        .search()
                        .halving())
                .hasValue(Halving.DEFAULT);
        assertThat(parse(MINIMAL + "search: {strategy: exhaustive}").search().halving())
                .isEmpty();
    }

    @Test
    void otherSplittersKnowNeitherLabelsThatAreLateNorPartsOfTheWindow() {
        Search plain = parse(MINIMAL + "search: {cv: {splitter: plain}}").search();
        assertThat(plain.cv()).isEqualTo(new Cv(Cv.Splitter.PLAIN, 3, Duration.ZERO));
        assertThat(plain.windows()).containsExactly(SearchWindow.WHOLE);
        Search forward =
                parse(MINIMAL + "search: {cv: {embargo: auto}, windows: whole}").search();
        assertThat(forward.cv().embargo()).isEqualTo(Embargo.AUTO);
        assertThat(forward.windows()).containsExactly(SearchWindow.WHOLE);
    }

    @Test
    void whatIsWrittenLoadsBackEqual() {
        var odd = new Pipeline(
                "1.2",
                List.of(
                        Feature.numeric("a: b"),
                        Feature.numeric("null"),
                        Feature.nominal("日 \"x\"", List.of("yes", "~", "1.0", "- a", "'", "😀", " "))),
                new Label.Classes("0x1", List.of("true", "1e3")),
                new Topics("-"),
                Duration.ofNanos(1),
                new Window.Rows(5),
                new Retrain(Optional.empty(), Optional.of(Duration.ofMillis(1_500)), false, 2),
                new Search(
                        List.of(
                                new CandidateGrid(
                                        "l",
                                        Map.of("x", List.of(ParameterValue.of(1e10), ParameterValue.of(1e-5))),
                                        Map.of("y", ParameterValue.of("off"), "z", ParameterValue.of(""))),
                                new CandidateGrid(
                                        "l",
                                        Map.of(),
                                        Map.of("y", ParameterValue.of("off")),
                                        Optional.of(new RandomSearch(
                                                Map.of(
                                                        "a b", new Distribution.Randint(Long.MIN_VALUE, Long.MAX_VALUE),
                                                        "c", new Distribution.Uniform(-1, 1e-17),
                                                        "d", new Distribution.Loguniform(Double.MIN_VALUE, 1e300),
                                                        "e", choices(1, 2)),
                                                7)))),
                        Cv.byGroup(4, "日 \"x\""),
                        List.of(Scoring.LOG_LOSS),
                        Scoring.LOG_LOSS,
                        Long.MIN_VALUE,
                        Optional.of(Duration.ofMillis(1_500)),
                        false,
                        Optional.of(Halving.DEFAULT),
                        List.of(SearchWindow.WHOLE)),
                new NJobs(3),
                MemoryLimit.OFF,
                Promotion.test(1e-5, 1),
                DriftDetection.DEFAULT.withDetectors(List.of(), List.of()));
        for (Pipeline pipeline : List.of(odd, odd.withNJobs(NJobs.AUTO), parse(FULL), parse(MINIMAL))) {
            assertThat(parse(PipelineFile.write(pipeline))).isEqualTo(pipeline);
        }
    }

    @Test
    void writesWhatPeopleWouldWrite() {
        assertThat(PipelineFile.write(parse(MINIMAL))).startsWith("""
                pipeline: electricity
                features:
                  - {name: nswprice, type: numeric}
                label: {name: class, classes: ["0", "1"]}
                topics: {prefix: electricity}
                labels_within: 2h
                window: {rows: 10000}
                retrain: {every_rows: 2000, every: off, on_drift: true, min_rows: 2000}
                search:
                  candidates:
                    - learner: histogram-boosting
                """);
    }

    @Test
    void nJobsIsANumberOrAuto() {
        assertThat(parse(MINIMAL + "n_jobs: auto\n").nJobs()).isEqualTo(NJobs.AUTO);
        assertThat(parse(MINIMAL + "n_jobs: 3\n").nJobs()).isEqualTo(new NJobs(3));
        assertThat(PipelineFile.write(parse(MINIMAL).withNJobs(NJobs.AUTO))).contains("\nn_jobs: auto\n");
        assertThat(PipelineFile.write(parse(MINIMAL))).contains("\nn_jobs: -1\n");
    }

    @Test
    void aSearchStandsAloneOrUnderItsKey() throws IOException {
        Path alone = Files.writeString(directory.resolve("alone.yaml"), "cv: {folds: 7}\nscoring: mae\n");
        Path wrapped = Files.writeString(directory.resolve("wrapped.yaml"), "search: {cv: {folds: 7}, scoring: mae}\n");
        var label = new Label.Regression("count");
        Search search = PipelineFile.search(alone, List.of(), label);
        assertThat(search.cv().folds()).isEqualTo(7);
        assertThat(search.refit()).isEqualTo(Scoring.MAE);
        assertThat(PipelineFile.search(wrapped, List.of(), label)).isEqualTo(search);
    }

    @Test
    void pipelinesFromSeveralFilesMustBeDistinct() {
        Function<String, Pipeline> named = name -> parse(MINIMAL.replace("electricity", name));
        PipelineFile.requireDistinct(List.of(named.apply("a.b"), named.apply("a.c")));
        assertThatExceptionOfType(InvalidPipelineException.class)
                .isThrownBy(() -> PipelineFile.requireDistinct(List.of(named.apply("a.b"), named.apply("a_b"))))
                .withMessage("topics.prefix: 'a_b' is not allowed; "
                        + "allowed: a prefix that no other pipeline has, '.' and '_' being the same");
    }

    @Test
    void loadsAFileAndNamesOneThatIsNotThere() throws IOException {
        Path file = Files.writeString(directory.resolve("p.yaml"), MINIMAL);
        assertThat(PipelineFile.load(file)).containsExactly(parse(MINIMAL));
        Path missing = directory.resolve("missing.yaml");
        assertThatExceptionOfType(InvalidPipelineException.class)
                .isThrownBy(() -> PipelineFile.load(missing))
                .withMessage(missing + ": no such file");
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff});
        assertThatExceptionOfType(InvalidPipelineException.class)
                .isThrownBy(() -> PipelineFile.load(binary))
                .withMessage(binary + ": not UTF-8 text");
    }

    private static Pipeline parse(String text) {
        List<Pipeline> pipelines = PipelineFile.parse(text, "p.yaml");
        assertThat(pipelines).hasSize(1);
        return pipelines.getFirst();
    }
}
