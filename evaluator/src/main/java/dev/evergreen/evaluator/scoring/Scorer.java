package dev.evergreen.evaluator.scoring;

import dev.evergreen.evaluator.prequential.ScoreColumns;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the feature events of one pipeline. */
public record Scorer(String pipeline, Label label) {
    public static final String NO_MODEL = "no model yet";

    public Answer answer(Serving serving, FeatureEvent event) {
        return serving.champion()
                .map(champion -> scored(champion, shadows(serving.challengers(), event), event))
                .orElseGet(() -> unscored(event));
    }

    private Shadows shadows(List<ServedModel> challengers, FeatureEvent event) {
        if (challengers.isEmpty()) {
            return Shadows.NONE;
        }
        var rounds = new long[challengers.size()];
        var predictions = new double[challengers.size()];
        for (int c = 0; c < rounds.length; c++) {
            ServedModel challenger = challengers.get(c);
            rounds[c] = challenger.round();
            predictions[c] = code(outputs(challenger, event));
        }
        return new Shadows(rounds, predictions);
    }

    private static double[] outputs(ServedModel model, FeatureEvent event) {
        var outputs = new double[model.scorer().outputs()];
        model.scorer().score(event.features().toArray(), outputs);
        return outputs;
    }

    private double code(double[] outputs) {
        return switch (label) {
            case Label.Classes c -> TreeEnsemble.predictClass(outputs);
            case Label.Regression r -> outputs[0];
        };
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

    private Answer scored(ServedModel model, Shadows shadows, FeatureEvent event) {
        double[] outputs = outputs(model, event);
        double code = code(outputs);
        var prediction = new Prediction(
                pipeline,
                event.id(),
                event.eventTime(),
                Optional.of(model.round()),
                Optional.of(LabelValue.of(label, code)),
                probabilities(outputs),
                Optional.empty());
        return new Answer(
                prediction, Optional.of(new Guess(model.round(), code, ScoreColumns.of(label, outputs), shadows)));
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
