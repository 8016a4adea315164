package dev.evergreen.ingest.event;

import static dev.evergreen.ingest.event.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
    static Stream<Object> records() {
        return Stream.of(
                Samples.manifest(),
                Samples.manifest(new Label.Regression("count")),
                Samples.manifest(new Label.Regression("count"), Cv.byGroup(5, "weekday")),
                Samples.searchResult(),
                Samples.fit(),
                Samples.round(),
                Samples.decision(),
                Samples.prediction(),
                Samples.unscored(),
                Samples.evaluation(),
                Samples.regressionEvaluation(),
                Samples.lineup(),
                Samples.promoted(),
                Samples.firstPromoted(),
                Samples.promote(),
                Samples.control(),
                Samples.changed(),
                Samples.reject());
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsWhatItWrote(Object entry) {
        assertThat((Object) Json.read(Json.write(entry), entry.getClass())).isEqualTo(entry);
    }

    @Test
    void readsAManifestOfBeforeThereWereFindings() {
        ModelManifest now = Samples.manifest();
        String before = text(now)
                .replaceFirst("\"oob_score\":\\{[^}]*},", "")
                .replaceFirst("\"permutation_importance\":\\{.*?}},", "");
        assertThat(before).doesNotContain("oob_score", "permutation");

        ModelManifest read = Json.read(before.getBytes(StandardCharsets.UTF_8), ModelManifest.class);

        assertThat(read.oobScore()).isEmpty();
        assertThat(read.permutationImportance()).isEmpty();
        assertThat(read.window()).isEqualTo(now.window());
    }

    @Test
    void saysOfAFeatureThatItMayBeMissingAndNothingOfOneThatMayNot() {
        Feature strict = Feature.numeric("a");
        assertThat(text(strict)).isEqualTo("{\"name\":\"a\",\"type\":\"numeric\",\"values\":[]}");
        assertThat(text(strict.allowingMissing()))
                .isEqualTo("{\"name\":\"a\",\"type\":\"numeric\",\"values\":[],\"missing\":\"allowed\"}");
        for (Feature feature : List.of(strict, strict.allowingMissing())) {
            assertThat(Json.read(Json.write(feature), Feature.class)).isEqualTo(feature);
        }
    }

    @Test
    void readsEachKindOfResourceMetric() {
        assertThat(Json.read(Json.write(Samples.fit()), ResourceMetric.class)).isEqualTo(Samples.fit());
        assertThat(Json.read(Json.write(Samples.round()), ResourceMetric.class)).isEqualTo(Samples.round());
        assertThat(Json.read(Json.write(Samples.decision()), ResourceMetric.class))
                .isEqualTo(Samples.decision());
    }

    @Test
    void writesSnakeCaseIsoTimesAndPlainScalars() {
        assertThat(text(Samples.manifest()))
                .contains("\"cv\":{\"splitter\":\"forward\",\"folds\":3,\"embargo\":\"PT1H30M\"}")
                .contains(
                        "\"refit\":\"roc_auc\",\"scores\":{\"roc_auc\":{\"mean\":0.75,\"std\":0.25,\"folds\":[0.5,1.0]}}")
                .contains("{\"name\":\"weekday\",\"type\":\"nominal\",\"values\":[\"mon\",\"tue\"]}")
                .contains("\"label\":{\"name\":\"class\",\"classes\":[\"0\",\"1\"]}")
                .contains("\"artifact_sha256\":\"00ff\",\"trained_at\":\"2026-01-01T12:00:00Z\"")
                .contains("\"n_estimators\":100")
                .contains("\"subsample\":0.5")
                .contains("\"max_features\":\"sqrt\"")
                .contains("\"bootstrap\":true");
        assertThat(text(Samples.manifest(new Label.Regression("count"))))
                .contains("\"label\":{\"name\":\"count\",\"type\":\"regression\"}");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(text(Samples.unscored()))
                .isEqualTo("{\"pipeline\":\"bikes\",\"id\":\"e1\",\"event_time\":\"2026-01-01T12:00:00Z\","
                        + "\"probabilities\":{},\"unscored\":\"no model yet\"}");
    }

    @Test
    void writesBytesAsBase64() {
        assertThat(text(Samples.reject()))
                .contains("\"key\":\"ZTE=\",\"value\":\"e30=\"")
                .contains("\"headers\":[{\"key\":\"trace\",\"value\":\"eA==\"},{\"key\":\"empty\"}]");
    }

    @Test
    void ignoresFieldsThatAreYetToBeInvented() {
        assertThat(read("{\"pipeline\":\"electricity\",\"command\":\"retrain\",\"cause\":\"drift\","
                        + "\"reason\":\"accuracy fell\",\"later\":[1]}"))
                .isEqualTo(Samples.control());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``",
                "null",
                "[]",
                "{",
                "{\"pipeline\":\"p\",\"command\":\"retrain\",\"cause\":\"user\"}",
                "{\"pipeline\":null,\"command\":\"retrain\",\"cause\":\"user\",\"reason\":\"\"}",
                "{\"pipeline\":1,\"command\":\"retrain\",\"cause\":\"user\",\"reason\":\"\"}",
                "{\"pipeline\":\"p\",\"command\":\"explode\",\"cause\":\"user\",\"reason\":\"\"}",
                "{\"pipeline\":\"p\",\"command\":0,\"cause\":\"user\",\"reason\":\"\"}",
                "{\"pipeline\":\"p\",\"pipeline\":\"q\",\"command\":\"retrain\",\"cause\":\"user\",\"reason\":\"\"}",
                "{\"pipeline\":\"p\",\"command\":\"retrain\",\"cause\":\"user\",\"reason\":\"\"} {}",
            })
    void refusesAnythingElseInOneLine(String json) {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> read(json))
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThanOrEqualTo(200));
    }

    @Test
    void refusesMissingNumbers() {
        assertThatThrownBy(() -> Json.read(utf8("{\"mean\":1,\"folds\":[1]}"), ScoreSummary.class))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void refusesWhatIsTooLargeTooDeepOrTooLong() {
        byte[] reject = Json.write(Samples.reject());
        assertThatThrownBy(() -> Json.read(reject, Reject.class, reject.length - 1))
                .isInstanceOf(MalformedJson.class)
                .hasMessage("%d bytes, at most %d are read", reject.length, reject.length - 1);
        assertThatThrownBy(() -> read("{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}"))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> Json.read(utf8("[" + "9".repeat(1_001) + "]"), double[].class))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void holdsAWholeMessageInAReject() {
        var whole = new Reject(
                "p",
                RejectReason.TOO_LARGE,
                "",
                "p.features",
                0,
                0,
                Samples.NOON,
                Optional.empty(),
                Optional.of(Bytes.owning(new byte[Limits.INPUT])),
                List.of());
        assertThat(Json.read(Json.write(whole), Reject.class, Limits.REJECT)).isEqualTo(whole);
    }

    @Test
    void neverWritesNaN() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Json.write(new LabelValue.OfNumber(bad)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Json.write(new ScoreSummary(0, 0, List.of(bad))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static ControlMessage read(String json) {
        return Json.read(utf8(json), ControlMessage.class);
    }

    private static String text(Object entry) {
        return new String(Json.write(entry), StandardCharsets.UTF_8);
    }
}
