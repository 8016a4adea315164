package dev.evergreen.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScorerTest {
    @Test
    void givesProbabilitiesInTheOrderOfTheClasses() {
        Pipeline pipeline = TestPipelines.classes("elec");
        var answer = answer(pipeline, ServedModel.of(9, TestModels.stump(2, 0.5, 0.25, 0.75)), 0.5, 1);
        assertThat(answer.prediction().prediction()).contains(new LabelValue.OfClass("no"));
        assertThat(answer.prediction().probabilities().entrySet())
                .extracting(Object::toString)
                .containsExactly("no=0.75", "yes=0.25");
        assertThat(answer.prediction().round()).contains(9L);
        assertThat(answer.prediction().unscored()).isEmpty();
        assertThat(answer.guess()).contains(new Guess(9, 0, new double[] {0.25}));
    }

    @Test
    void givesANumberWithoutProbabilities() {
        Pipeline pipeline = TestPipelines.numbers("price");
        var answer = answer(pipeline, ServedModel.of(1, TestModels.constant(1, -3.5)), 7);
        assertThat(answer.prediction().prediction()).contains(new LabelValue.OfNumber(-3.5));
        assertThat(answer.prediction().probabilities()).isEmpty();
        assertThat(answer.guess()).contains(new Guess(1, -3.5, new double[0]));
    }

    @Test
    void aMissingValueGoesWhereTheModelSendsIt() {
        Pipeline pipeline = TestPipelines.classes("elec");
        for (var kind : List.of(NodeKind.NUMERIC, NodeKind.NUMERIC_OR_MISSING)) {
            var ensemble = TreeEnsembleBuilder.classifier(Combination.POSTERIORS, 2, 2, new int[] {0, 1})
                    .tree(1)
                    .split(kind, 0, 0.5)
                    .leaf(1, 0)
                    .leaf(0, 1)
                    .build(new double[2]);
            var answer = answer(pipeline, ServedModel.of(1, ensemble), Double.NaN, 1);
            assertThat(answer.prediction().prediction())
                    .contains(new LabelValue.OfClass(kind == NodeKind.NUMERIC ? "yes" : "no"));
        }
    }

    @Test
    void challengersAnswerUnseen() {
        Pipeline pipeline = TestPipelines.classes("elec");
        var champion = ServedModel.of(1, TestModels.stump(2, 0.5, 0.25, 0.75));
        var challengers = List.of(
                ServedModel.of(3, TestModels.stump(2, 0.5, 0.75, 0.25)),
                ServedModel.of(2, TestModels.stump(2, 0.25, 0.25, 0.75)));
        var answer = answer(pipeline, champion, challengers, 0.4, 1);
        assertThat(answer.prediction())
                .isEqualTo(answer(pipeline, champion, 0.4, 1).prediction());
        var guess = answer.guess().orElseThrow();
        assertThat(guess.shadows()).isEqualTo(new Shadows(new long[] {3, 2}, new double[] {1, 1}));
        assertThat(guess.by(1)).hasValue(0);
        assertThat(guess.by(3)).hasValue(1);
        assertThat(guess.by(4)).isEmpty();
    }

    private static Answer answer(Pipeline pipeline, ServedModel model, double... row) {
        return answer(pipeline, model, List.of(), row);
    }

    private static Answer answer(Pipeline pipeline, ServedModel model, List<ServedModel> challengers, double... row) {
        var event = new FeatureEvent("a", Instant.EPOCH, FeatureVector.owning(row));
        return new Scorer(pipeline.name(), pipeline.label())
                .answer(new Serving(Optional.of(model), challengers), event);
    }
}
