package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.evaluator.prequential.FromScratch;
import dev.evergreen.evaluator.prequential.Outcome;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream of noisy rows answered by real forests, with and without restarts in between. */
class ContinuationTest {
    private static final Pipeline PIPELINE = TestPipelines.newest(TestPipelines.classes("elec"));
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00Z");
    private static final int ROWS = 160;
    private static final int FIRST_MODEL = 30;
    private static final int SECOND_MODEL = 90;

    @TempDir
    private Path dir;

    private final List<Prediction> predictions = new ArrayList<>();

    @Test
    void figuresAreThoseOfARecomputationAndGoOnExactlyAfterRestarts() throws InterruptedException {
        var evaluations = run(dir.resolve("straight"), List.of());
        figuresAreThoseOfARecomputation(evaluations);
        assertThat(run(dir.resolve("broken"), List.of(20, 60, 130))).isEqualTo(evaluations);
    }

    private void figuresAreThoseOfARecomputation(List<Evaluation> evaluations) {
        assertThat(predictions).hasSize(ROWS);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Prediction prediction = predictions.get(i);
            assertThat(prediction.scored()).isEqualTo(i >= FIRST_MODEL);
            if (prediction.scored()) {
                double yes = prediction.probabilities().get("yes");
                outcomes.add(new Outcome(label(i), yes > 0.5 ? 1 : 0, new double[] {yes}));
                figuresAreThoseOf(evaluations.get(i).overall(), outcomes, 1e-3);
                var newest =
                        outcomes.subList(Math.max(0, outcomes.size() - Harness.EXTENT.windowRows()), outcomes.size());
                figuresAreThoseOf(evaluations.get(i).window(), newest, 1e-12);
            }
        }
        var ofSecond = outcomes.subList(SECOND_MODEL - FIRST_MODEL, outcomes.size());
        figuresAreThoseOf(evaluations.getLast().model().orElseThrow(), ofSecond, 1e-3);
        assertThat(evaluations.getLast().overall().accuracy().orElseThrow()).isBetween(0.7, 0.95);
    }

    private static void figuresAreThoseOf(Figures figures, List<Outcome> outcomes, double aucError) {
        assertThat(figures.rows()).isEqualTo(outcomes.size());
        assertThat(figures.accuracy()).contains(FromScratch.accuracy(outcomes));
        var auc = FromScratch.rocAuc(outcomes, 0, 1);
        assertThat(figures.rocAuc().isPresent()).isEqualTo(auc.isPresent());
        auc.ifPresent(value -> assertThat(figures.rocAuc().orElseThrow()).isCloseTo(value, within(aucError)));
    }

    private List<Evaluation> run(Path state, List<Integer> restarts) throws InterruptedException {
        List<Evaluation> evaluations = new ArrayList<>();
        var app = new Harness(state, PIPELINE);
        for (int i = 0; i < ROWS; i++) {
            if (restarts.contains(i)) {
                app = app.restart();
            }
            if (i == FIRST_MODEL || i == SECOND_MODEL) {
                app.model(PIPELINE, TestModels.file(PIPELINE, i, forest(i)));
            }
            Instant time = T0.plusSeconds(1800L * i);
            app.features(PIPELINE, "e" + i, time, x(i), day(i));
            app.labeled(PIPELINE, "e" + i, time, label(i), x(i), day(i));
            predictions.addAll(app.predictions(PIPELINE));
            evaluations.addAll(app.evaluations(PIPELINE));
        }
        app.close();
        return evaluations;
    }

    private static TreeEnsemble forest(int rows) throws InterruptedException {
        double[][] columns = new double[2][rows];
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            columns[0][i] = x(i);
            columns[1][i] = day(i);
            labels[i] = label(i);
        }
        var data = new TrainingData(PIPELINE.features(), PIPELINE.label(), columns, labels, new long[rows]);
        var learner = Learners.standard().require("random-forest");
        return learner.fit(data, RowSet.range(0, rows), Parameters.defaults(learner), 42);
    }

    private static double x(int row) {
        return new SplittableRandom(row).nextDouble();
    }

    private static double day(int row) {
        return row % 2;
    }

    /** One in eight is wrong. */
    private static double label(int row) {
        boolean noise = new SplittableRandom(row + 1_000_000L).nextInt(8) == 0;
        return x(row) > 0.5 == !noise ? 1 : 0;
    }
}
