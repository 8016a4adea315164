package dev.evergreen.infra.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void readsWhatTheSearchSays() {
        assertThat(read("{\"kind\": \"started\"}", SearchMessage.class)).isEqualTo(new SearchMessage.Started());
        assertThat(read(
                        "{\"kind\": \"searched\", \"wall_s\": 1.5, \"cpu_s\": 2, \"process_cpu_s\": 3.25, "
                                + "\"best_candidate\": 4, \"best_score\": 0.9}",
                        SearchMessage.class))
                .isEqualTo(new SearchMessage.Searched(1.5, 2, 3.25, 4, 0.9));
    }

    @Test
    void readsWhatTheFitsSay() {
        assertThat(read(
                        "{\"kind\": \"fitted\", \"number\": 1, \"seconds\": [0.5, 0.25], \"nodes\": 101, "
                                + "\"predictions\": \"predictions-1.npy\", \"peak_rise_mb\": 1.5}",
                        FitMessage.class))
                .isEqualTo(new FitMessage.Fitted(1, List.of(0.5, 0.25), 101, "predictions-1.npy", Optional.of(1.5)));
        assertThat(read("{\"kind\": \"done\", \"fits\": 3}", FitMessage.class)).isEqualTo(new FitMessage.Done(3));
    }

    @Test
    void everyMetricHasAScorer() {
        var two = new Label.Classes("y", List.of("a", "b"));
        var three = new Label.Classes("y", List.of("a", "b", "c"));

        assertThat(Arrays.stream(Scoring.values()).map(metric -> ScikitScoring.of(metric, two)))
                .containsExactly(
                        "accuracy",
                        "balanced_accuracy",
                        "f1",
                        "roc_auc",
                        "neg_log_loss",
                        "matthews_corrcoef",
                        "neg_root_mean_squared_error",
                        "neg_mean_absolute_error",
                        "r2");
        assertThat(ScikitScoring.of(Scoring.ROC_AUC, three)).isEqualTo("roc_auc_ovr");
        assertThat(ScikitScoring.of(Scoring.F1, three)).isEqualTo("f1_macro");
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
