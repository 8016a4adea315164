package dev.evergreen.evaluator.scoring;

import dev.evergreen.evaluator.prequential.ScoreColumns;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers the feature events of one pipeline. */
public record Scorer(String pipeline, Label label) {
    public static final String NO_MODEL = "no model yet";

    public Answer answer(CurrentModel current, FeatureEvent event) {
        return current.model().map(model -> scored(model, event)).orElseGet(() -> unscored(event));
    }

    private Answer unscored(FeatureEvent event) {
        var prediction = new Prediction(
                pipeline,
                event.id(),
                event.eventTime(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(NO_MODEL));
        return new Answer(prediction, Optional.empty());
    }

    private Answer scored(ServedModel model, FeatureEvent event) {
        TreeEnsemble ensemble = model.scorer().ensemble();
        var outputs = new double[ensemble.outputs()];
        model.scorer().score(event.features().toArray(), outputs);
        double code = switch (label) {
            case Label.Classes c -> ensemble.predictClass(outputs);
            case Label.Regression r -> outputs[0];
        };
        var prediction = new Prediction(
                pipeline,
                event.id(),
                event.eventTime(),
                Optional.of(model.round()),
                Optional.of(LabelValue.of(label, code)),
                probabilities(outputs),
                Optional.empty());
        return new Answer(prediction, Optional.of(new Guess(model.round(), code, ScoreColumns.of(label, outputs))));
    }

    private Map<String, Double> probabilities(double[] outputs) {
        return switch (label) {
            case Label.Classes c -> {
                var byClass = new LinkedHashMap<String, Double>();
                for (int k = 0; k < outputs.length; k++) {
                    byClass.put(c.classes().get(k), outputs[k]);
                }
                yield byClass;
            }
            case Label.Regression r -> Map.of();
        };
    }
}
