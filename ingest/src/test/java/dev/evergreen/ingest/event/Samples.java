package dev.evergreen.ingest.event;

import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.SearchWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of each record, with every kind of field filled. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final Pipeline ELECTRICITY = Pipeline.of(
            "electricity",
            List.of(Feature.numeric("nswprice"), Feature.nominal("weekday", List.of("mon", "tue"))),
            new Label.Classes("class", List.of("0", "1")));
    public static final Pipeline BIKES =
            Pipeline.of("bikes", List.of(Feature.numeric("temp")), new Label.Regression("count"));

    private static final WindowInfo WINDOW = new WindowInfo(
            2, NOON, NOON.plusSeconds(1), List.of(new OffsetRange("electricity.labeled", 0, 5, 6)), "ab12");
    private static final ScoreSummary SCORE = new ScoreSummary(0.75, 0.25, List.of(0.5, 1.0));
    private static final Map<String, ParameterValue> PARAMS = Map.of(
            "n_estimators", ParameterValue.of(100),
            "subsample", ParameterValue.of(0.5),
            "max_features", ParameterValue.of("sqrt"),
            "bootstrap", ParameterValue.of(true));

    private Samples() {}

    public static ModelManifest manifest() {
        return manifest(ELECTRICITY.label());
    }

    public static ModelManifest manifest(Label label) {
        return manifest(label, new Cv(Cv.Splitter.FORWARD, 3, Duration.ofMinutes(90)));
    }

    public static ModelManifest manifest(Label label, Cv cv) {
        return new ModelManifest(
                "electricity",
                3,
                "random-forest",
                PARAMS,
                42,
                cv,
                Scoring.ROC_AUC,
                Map.of(Scoring.ROC_AUC, SCORE),
                Optional.of(new OutOfBagScore(Scoring.ACCURACY, 0.75, 2)),
                Optional.of(new PermutationImportance(
                        PermutationImportance.Rows.OUT_OF_BAG, Map.of("nswprice", 0.25, "weekday", -0.125))),
                WINDOW,
                Optional.of(new WindowPart(SearchWindow.SINCE_CHANGE, 1_200)),
                ELECTRICITY.features(),
                label,
                100,
                2_000,
                30_000,
                "00ff",
                NOON,
                Map.of("evergreen", "0.1.0"));
    }

    public static SearchResult searchResult() {
        return new SearchResult(
                "electricity",
                3,
                "every_rows",
                Optional.empty(),
                Optional.of(0),
                Optional.of("00ff"),
                Scoring.ROC_AUC,
                List.of(
                        new CandidateResult(
                                0,
                                1,
                                "random-forest",
                                PARAMS,
                                Map.of(Scoring.ROC_AUC, SCORE),
                                0.25,
                                Optional.of(new SearchResult.MeanCost(1_000, 0.25, 1e6, Optional.of(2))),
                                List.of()),
                        new CandidateResult(
                                1,
                                2,
                                "random-forest",
                                Map.of(),
                                Map.of(),
                                0.0,
                                Optional.empty(),
                                List.of("fold 1: out of time"),
                                Optional.of(new WindowPart(new SearchWindow.Newest(500), 500)))),
                WINDOW,
                2,
                NOON,
                1.5,
                Optional.of(round()));
    }

    public static ResourceMetric fit() {
        return new ResourceMetric.Fit(
                "electricity",
                3,
                0,
                List.of(0),
                Optional.of(1),
                "random-forest",
                PARAMS,
                Optional.of(new WindowPart(SearchWindow.SINCE_CHANGE, 1_200)),
                Optional.empty(),
                1,
                1_000,
                NOON,
                0.5,
                0.4,
                0.01,
                1_000_000,
                0.35,
                2_000_000,
                false);
    }

    public static ResourceMetric.Round round() {
        return new ResourceMetric.Round(
                "electricity",
                3,
                2,
                8,
                1,
                NOON,
                2.0,
                3.0,
                Optional.of(3.5),
                Optional.of(0.125),
                Optional.of(50_000_000L),
                90_000_000,
                1.5,
                0.75,
                1.625,
                0.0625,
                Optional.of(0.125),
                1e9,
                0,
                Optional.of(40_000_000L),
                Optional.of(1_000_000_000L),
                Optional.of(0.0),
                Optional.of(1.75),
                Optional.of(0.25),
                Optional.of(2));
    }

    public static ResourceMetric decision() {
        return new ResourceMetric.Decision(
                "electricity",
                3,
                2,
                1,
                ResourceMetric.Action.BACK_OFF,
                "the run queue is 3.1 on 2 cores, other processes use 1.0",
                Optional.of(250_000.0),
                Optional.of(0.0625),
                Optional.of(0.25),
                Optional.of(0.0),
                Optional.of(0.75),
                Optional.of(3.1),
                Optional.of(1.0));
    }

    public static Prediction prediction() {
        return new Prediction(
                "electricity",
                "e1",
                NOON,
                Optional.of(3L),
                Optional.of(new LabelValue.OfClass("1")),
                Map.of("1", 1.0),
                Optional.empty());
    }

    public static Prediction unscored() {
        return new Prediction(
                "bikes", "e1", NOON, Optional.empty(), Optional.empty(), Map.of(), Optional.of("no model yet"));
    }

    public static Evaluation evaluation() {
        var classes = new Figures(
                10,
                Optional.of(0.5),
                Optional.of(0.0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Evaluation(
                "electricity",
                "e1",
                NOON,
                NOON.plusMillis(1),
                new LabelValue.OfClass("1"),
                Optional.of(new LabelValue.OfClass("0")),
                Optional.of(3L),
                classes,
                classes,
                Optional.of(classes),
                Optional.of(new ContestFigures(
                        7,
                        3,
                        List.of(new ContestFigures.OfChallenger(
                                4, 10, Optional.of(0.75), Optional.empty(), 0.25, 1.5)))),
                Optional.of(2L));
    }

    public static Evaluation regressionEvaluation() {
        var numbers = new Figures(
                10,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(2.0),
                Optional.of(1.5),
                Optional.of(-0.25));
        return new Evaluation(
                "bikes",
                "e1",
                NOON,
                NOON,
                new LabelValue.OfNumber(2.5),
                Optional.empty(),
                Optional.empty(),
                numbers,
                numbers,
                Optional.empty(),
                Optional.of(new ContestFigures(
                        8,
                        3,
                        List.of(
                                new ContestFigures.OfChallenger(4, 10, Optional.empty(), Optional.of(1.25), -0.25, 0.5),
                                new ContestFigures.OfChallenger(5, 0, Optional.empty(), Optional.empty(), 0, 1)))),
                Optional.empty());
    }

    public static Lineup lineup() {
        return new Lineup("electricity", 7, 3, List.of(4L, 5L), Optional.of(2L), 5);
    }

    public static ModelEvent promoted() {
        return new ModelEvent(
                "electricity",
                ModelEvent.Kind.ROLLED_BACK,
                ModelEvent.Cause.TEST,
                2,
                Optional.of(3L),
                7,
                5_000,
                Optional.of(NOON),
                Optional.of(new ModelEvent.Evidence(800, 40.5, 0.0304, 0.03)),
                Optional.of("r-1"),
                "beats round 3: mean gain 0.0300 over 800 events");
    }

    public static DriftAlarm alarm() {
        return new DriftAlarm(
                "electricity",
                DriftDetection.Detector.PAGE_HINKLEY,
                Optional.empty(),
                3,
                5_000,
                NOON,
                50.5,
                50,
                640,
                NOON.minusSeconds(3_600),
                DriftAlarm.Retrain.ASKED,
                "losses were above their mean");
    }

    public static DriftAlarm featureAlarm() {
        return new DriftAlarm(
                "electricity",
                DriftDetection.Detector.PSI,
                Optional.of("nswprice"),
                3,
                5_000,
                NOON,
                0.25,
                0.2,
                1_000,
                NOON.minusSeconds(3_600),
                DriftAlarm.Retrain.NO_TRIGGER,
                "'nswprice' is distributed otherwise");
    }

    public static ModelEvent firstPromoted() {
        return new ModelEvent(
                "electricity",
                ModelEvent.Kind.PROMOTED,
                ModelEvent.Cause.FIRST,
                1,
                Optional.empty(),
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "the first model");
    }

    public static ControlMessage control() {
        return new ControlMessage(
                "electricity", ControlMessage.Command.RETRAIN, ControlMessage.Cause.DRIFT, "accuracy fell");
    }

    public static ControlMessage promote() {
        return new ControlMessage(
                "electricity",
                ControlMessage.Command.PROMOTE,
                ControlMessage.Cause.USER,
                Optional.of(3L),
                Optional.of("r-1"),
                "it knows winters",
                Optional.empty(),
                Optional.empty());
    }

    public static ControlMessage changed() {
        return new ControlMessage(
                "electricity",
                ControlMessage.Command.RETRAIN,
                ControlMessage.Cause.DRIFT,
                Optional.empty(),
                Optional.empty(),
                "accuracy fell",
                Optional.of(NOON),
                Optional.of(NOON.plusSeconds(60)));
    }

    public static Reject reject() {
        return new Reject(
                "electricity",
                RejectReason.MISSING_FIELD,
                "features.nswprice is missing",
                "electricity.features",
                1,
                17,
                NOON,
                Optional.of(bytes("e1")),
                Optional.of(bytes("{}")),
                List.of(new Header("trace", Optional.of(bytes("x"))), new Header("empty", Optional.empty())));
    }

    public static FeatureEvent features() {
        return new FeatureEvent("e1", NOON, FeatureVector.owning(new double[] {0.056, 1}));
    }

    public static LabelEvent label() {
        return new LabelEvent("e1", NOON.plusSeconds(60), 1);
    }

    public static LabeledExample labeled() {
        return new LabeledExample("e1", NOON, NOON.plusSeconds(60), FeatureVector.owning(new double[] {0.056, 1}), 1);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Bytes bytes(String text) {
        return Bytes.owning(utf8(text));
    }
}
