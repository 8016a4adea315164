package dev.evergreen.infra.demo;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;

/** After which labels something may be decided that is not known before: by a test of challengers, or on drift. */
record Looks(Pipeline pipeline) {

    /** @param labels that were evaluated by then */
    boolean after(long labels) {
        var promotion = pipeline.promotion();
        var drift = pipeline.drift();
        boolean test = promotion.policy() == Promotion.Policy.TEST && labels % promotion.checkEvery() == 0;
        boolean watched = pipeline.retrain().onDrift() && !drift.triggers().isEmpty();
        return test || (watched && labels % drift.checkEvery() == 0);
    }
}
