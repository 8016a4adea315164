package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.join.LabelJoin;
import dev.evergreen.evaluator.join.Progress;
import org.apache.kafka.common.metrics.Sensor;

/** What a partition's scoring and joining counts. */
record AnswerMeters(
        Sensor scored,
        Sensor unscored,
        Sensor malformed,
        Sensor repeated,
        Sensor abandoned,
        Sensor answers,
        Sensor truths) {

    static AnswerMeters of(Meters meters) {
        return new AnswerMeters(
                meters.counter("scored", "Feature events that a model answered"),
                meters.counter("unscored", "Feature events that came before any model"),
                meters.counter("malformed", "Messages passed over, which ingest rejects"),
                meters.counter("repeated", "Feature events and labels that were there already"),
                meters.counter("abandoned", "Labels whose feature event never came"),
                meters.gauge("remembered", "Answers kept for their label or against repetition"),
                meters.gauge("waiting", "Labels that wait for their feature event"));
    }

    void letGo(LabelJoin.LetGo letGo) {
        if (letGo.truths() > 0) {
            abandoned.record((double) letGo.truths());
        }
    }

    void waiting(Progress progress) {
        answers.record((double) progress.answers());
        truths.record((double) progress.truths());
    }
}
