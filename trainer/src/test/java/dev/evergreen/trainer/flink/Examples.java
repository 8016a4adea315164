package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.MemoryLimit;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.ingest.pipeline.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Small pipelines and rows for them: the label follows from the features, with some noise. */
final class Examples {
    private static final List<Feature> FEATURES =
            List.of(Feature.numeric("x"), Feature.numeric("y"), Feature.nominal("z", List.of("a", "b", "c")));
    private static final long HALF_HOUR = 1_800_000;

    private Examples() {}

    static Pipeline classification(String name, int everyRows, int windowRows, NJobs nJobs) {
        var forest = new CandidateGrid(
                "random-forest",
                Map.of("max_depth", List.of(ParameterValue.of(2), ParameterValue.of(6))),
                Map.of("n_estimators", ParameterValue.of(8)));
        var boosting = new CandidateGrid("gradient-boosting", Map.of(), Map.of("n_estimators", ParameterValue.of(10)));
        return pipeline(
                name,
                new Label.Classes("class", List.of("no", "yes")),
                new Search(
                        List.of(forest, boosting),
                        new Cv(Cv.Splitter.FORWARD, 3, Duration.ZERO),
                        List.of(Scoring.ACCURACY, Scoring.ROC_AUC),
                        Scoring.ACCURACY,
                        7),
                everyRows,
                windowRows,
                nJobs);
    }

    /** The same, but trained by the clock alone, on any window. */
    static Pipeline every(Pipeline p, Duration period, Window window) {
        return new Pipeline(
                p.name(),
                p.features(),
                p.label(),
                p.topics(),
                p.labelsWithin(),
                window,
                new Retrain(Optional.empty(), Optional.of(period), true, 50),
                p.search(),
                p.nJobs(),
                p.maxMemory(),
                p.promotion(),
                p.drift());
    }

    /** The same but for the classes' names, and so for what the codes of kept rows mean. */
    static Pipeline withOtherClasses(Pipeline p) {
        return new Pipeline(
                p.name(),
                p.features(),
                new Label.Classes("class", List.of("yes", "no")),
                p.topics(),
                p.labelsWithin(),
                p.window(),
                p.retrain(),
                p.search(),
                p.nJobs(),
                p.maxMemory(),
                p.promotion(),
                p.drift());
    }

    static Pipeline regression(String name, int everyRows, int windowRows) {
        var forest = new CandidateGrid(
                "random-forest",
                Map.of("max_depth", List.of(ParameterValue.of(3), ParameterValue.of(6))),
                Map.of("n_estimators", ParameterValue.of(8)));
        return pipeline(
                name,
                new Label.Regression("price"),
                new Search(
                        List.of(forest),
                        new Cv(Cv.Splitter.PLAIN, 3, Duration.ZERO),
                        List.of(Scoring.RMSE),
                        Scoring.RMSE,
                        7),
                everyRows,
                windowRows,
                new NJobs(2));
    }

    private static Pipeline pipeline(
            String name, Label label, Search search, int everyRows, int windowRows, NJobs nJobs) {
        return new Pipeline(
                name,
                FEATURES,
                label,
                new Topics(name),
                Duration.ofHours(2),
                new Window.Rows(windowRows),
                new Retrain(Optional.of(everyRows), Optional.empty(), true, everyRows),
                search,
                nJobs,
                MemoryLimit.DEFAULT,
                Promotion.DEFAULT,
                DriftDetection.DEFAULT);
    }

    /** The same rows whenever it is asked. */
    static List<LabeledRow> rows(Pipeline pipeline, int count) {
        return rows(pipeline, count, count);
    }

    /** The same, but that from one on what was a yes is a no. */
    static List<LabeledRow> rows(Pipeline pipeline, int count, int changed) {
        var random = new SplittableRandom(1);
        var rows = new ArrayList<LabeledRow>(count);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            int z = random.nextInt(3);
            double score = x + (z == 1 ? y : -y) + 0.2 * random.nextDouble();
            double label = switch (pipeline.label()) {
                case Label.Classes c -> score > 0.4 == i < changed ? 1 : 0;
                case Label.Regression r -> score;
            };
            rows.add(new LabeledRow(
                    pipeline.name(),
                    "row-%06d".formatted(i),
                    i * HALF_HOUR,
                    i * HALF_HOUR,
                    new double[] {x, y, z},
                    label,
                    0,
                    i));
        }
        return rows;
    }
}
