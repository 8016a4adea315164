package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Scoring;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitTextTest {
    private static final FitComparison COMPARISON = new FitComparison(
            new FitComparison.Setting("gaussian", 20, 100, 1, 3, 2),
            Map.of("python", "3.11.7"),
            List.of(
                    run("evergreen", "histogram-forest", 1, 0.5, 0.90, Optional.of(12.3), Optional.empty()),
                    run("scikit-learn", "RandomForestClassifier", 1, 5, 0.91, Optional.empty(), Optional.of(40.0)),
                    run("evergreen", "histogram-forest", 2, 0.5, 0.92, Optional.of(12.3), Optional.empty()),
                    run("scikit-learn", "RandomForestClassifier", 2, 7, 0.91, Optional.empty(), Optional.of(40.0))),
            List.of("a note"));

    @Test
    void aLineIsALearnerOverAllSeeds() {
        assertThat(FitText.of(COMPARISON).lines())
                .containsExactly(
                        "gaussian, 20 features; 100 trees or rounds of boosting, one thread; 3 fits of each, the first cold; "
                                + "python 3.11.7",
                        "",
                        "     rows  kind      system        learner                            fit s   first s   x ours"
                                + "            roc_auc      nodes         MB",
                        "   20,000  forest    evergreen     histogram-forest                   0.500     1.000     1.00"
                                + "   0.91000+-0.01000      1,000         12",
                        "   20,000  forest    scikit-learn  RandomForestClassifier             6.000    12.000    12.00"
                                + "   0.91000+-0.00000      1,000         40",
                        "",
                        "x ours: median of the fits over that of Evergreen's of the same kind, on the same rows",
                        "scores of the rows held out: mean over the seeds +- its standard error",
                        "MB: in Java allocated by a fit, freed or not; in Python by how much resident memory rose at most",
                        "note: a note");
    }

    @Test
    void isOneObjectForMachines() throws IOException {
        var json = new ObjectMapper().readTree(Json.write(COMPARISON));

        assertThat(json.get("runs")).hasSize(4);
        assertThat(json.get("runs").get(0)).isEqualTo(new ObjectMapper().readTree("""
                {"system": "evergreen", "learner": "histogram-forest", "kind": "forest", "rows": 20000,
                 "held_out": 5000, "seed": 1, "fit_s": 0.5, "first_fit_s": 1.0, "times_fitted": 3,
                 "scoring": "roc_auc", "score": 0.9, "scores": {"roc_auc": 0.9}, "nodes": 1000, "allocated_mb": 12.3}
                """));
    }

    private static FitRun run(
            String system,
            String learner,
            long seed,
            double fitS,
            double score,
            Optional<Double> allocatedMb,
            Optional<Double> peakRiseMb) {
        return new FitRun(
                system,
                learner,
                FitEntry.FOREST,
                20_000,
                5_000,
                seed,
                fitS,
                2 * fitS,
                3,
                Scoring.ROC_AUC,
                score,
                Map.of(Scoring.ROC_AUC, score),
                1_000,
                allocatedMb,
                peakRiseMb);
    }
}
