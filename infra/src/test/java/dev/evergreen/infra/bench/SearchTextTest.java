package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchTextTest {
    private static final SearchComparison COMPARISON = new SearchComparison(
            Reports.SETTING,
            Scoring.ROC_AUC,
            Map.of("python", "3.11.7", "scikit-learn", "1.9.1"),
            List.of(
                    run("evergreen", 1, 2, 8, Optional.of(612.4)),
                    run("scikit-learn", 1, 300, 304, Optional.empty()),
                    run("evergreen", 2, 1, 7, Optional.of(700.0))),
            List.of("lightgbm: not there"));

    @Test
    void showsHowManyTimesFasterThanScikitLearnWithAsManyJobs() {
        assertThat(SearchText.of(COMPARISON).lines())
                .containsExactly(
                        "elec & co, 5,000 rows x 20 features; 12 candidates x 5 folds and a refit; 4 cores",
                        "ours warm: median of 2 rounds after a cold one; python 3.11.7, scikit-learn 1.9.1; one thread a fit on "
                                + "all sides",
                        "",
                        "system        n_jobs     wall s  process s      CPU s  peak RSS MB    roc_auc  x faster   process",
                        "evergreen          1       2.00       8.00       3.00          612   0.950000     150.0      38.0",
                        "scikit-learn       1     300.00     304.00     301.00            -   0.950000      1.00      1.00",
                        "evergreen          2       1.00       7.00       2.00          700   0.950000         -         -",
                        "",
                        "best of evergreen with n_jobs 1: max_depth=6 n_estimators=50",
                        "best of scikit-learn with n_jobs 1: max_depth=6 n_estimators=50",
                        "best of evergreen with n_jobs 2: max_depth=6 n_estimators=50",
                        "note: lightgbm: not there");
    }

    @Test
    void isOneObjectForMachines() throws IOException {
        var json = new ObjectMapper().readTree(Json.write(COMPARISON));

        assertThat(json.get("runs")).hasSize(3);
        assertThat(json.get("runs").get(0)).isEqualTo(new ObjectMapper().readTree("""
                {"system": "evergreen", "n_jobs": 1, "wall_s": 2.0, "process_wall_s": 8.0, "cpu_s": 3.0,
                 "peak_rss_mb": 612.4, "best_score": 0.95, "best_params": {"max_depth": 6, "n_estimators": 50},
                 "faster": 150.0, "process_faster": 38.0}
                """));
        assertThat(json.get("scoring").asText()).isEqualTo("roc_auc");
        assertThat(json.get("versions").get("scikit-learn").asText()).isEqualTo("1.9.1");
    }

    private static SearchRun run(String system, int nJobs, double wallS, double processWallS, Optional<Double> rss) {
        var params = Map.of("max_depth", ParameterValue.of(6), "n_estimators", ParameterValue.of(50));
        return new SearchRun(
                system,
                nJobs,
                wallS,
                Optional.empty(),
                processWallS,
                wallS + 1,
                rss,
                0.95,
                params,
                Optional.empty(),
                Optional.empty());
    }
}
