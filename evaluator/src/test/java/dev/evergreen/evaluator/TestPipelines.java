package dev.evergreen.evaluator;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.util.List;

/** One pipeline of each kind; both wait two hours for labels. */
public final class TestPipelines {
    private TestPipelines() {}

    public static Pipeline classes(String name) {
        return Pipeline.of(
                name,
                List.of(Feature.numeric("x"), Feature.nominal("day", List.of("mon", "tue"))),
                new Label.Classes("y", List.of("no", "yes")));
    }

    /** Each winner is promoted at once. */
    public static Pipeline newest(Pipeline pipeline) {
        return pipeline.withPromotion(pipeline.promotion().withPolicy(Promotion.Policy.NEWEST));
    }

    public static Pipeline numbers(String name) {
        return Pipeline.of(name, List.of(Feature.numeric("x")), new Label.Regression("y"));
    }
}
