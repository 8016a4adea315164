package dev.evergreen.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelGateTest {
    private static final Pipeline PIPELINE = TestPipelines.classes("elec");
    private static final ModelGate GATE = new ModelGate(PIPELINE);
    private static final byte[] GOOD = TestModels.file(PIPELINE, 4, TestModels.stump(2, 0.5, 0, 1));

    @Test
    void acceptsAModelOfItsPipeline() {
        assertThat(GATE.check(GOOD))
                .isInstanceOfSatisfying(
                        ModelCheck.Accepted.class,
                        accepted -> assertThat(accepted.model().round()).isEqualTo(4));
    }

    @Test
    void refusesWhatWasTrainedForAnotherPipeline() {
        Feature x = Feature.numeric("x");
        Feature day = Feature.nominal("day", List.of("mon", "tue"));
        Label y = PIPELINE.label();
        assertThat(reason("other", y, x, day)).isEqualTo("of pipeline other, not elec");
        assertThat(reason("elec", y, day, x)).startsWith("feature 0 is ");
        assertThat(reason("elec", y, x, Feature.numeric("day"))).startsWith("feature 1 is ");
        assertThat(reason("elec", y, x, Feature.nominal("day", List.of("tue", "mon"))))
                .startsWith("feature 1 is ");
        assertThat(reason("elec", new Label.Classes("y", List.of("yes", "no")), x, day))
                .startsWith("predicts ");
        assertThat(reason("elec", y, x, day, Feature.numeric("z"))).isEqualTo("has 3 features, not 2");
    }

    @Test
    void refusesAnyOtherBytesInOneLine() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = GOOD.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(1, 256);
            assertThat(GATE.check(bytes))
                    .isInstanceOfSatisfying(
                            ModelCheck.Refused.class,
                            refused -> assertThat(refused.reason()).isNotBlank().doesNotContain("\n"));
        }
        assertThat(GATE.check(new byte[0])).isInstanceOf(ModelCheck.Refused.class);
    }

    private static String reason(String name, Label label, Feature... features) {
        var trainedFor = Pipeline.of(name, List.of(features), label);
        byte[] bytes = TestModels.file(trainedFor, 1, TestModels.stump(features.length, 0.5, 0, 1));
        return ((ModelCheck.Refused) GATE.check(bytes)).reason();
    }
}
