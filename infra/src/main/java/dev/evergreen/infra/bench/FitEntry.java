package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Map;

/**
 * Who fits what, on either side.
 *
 * @param system whose learner
 * @param learner what it is called there
 * @param kind {@code forest} or {@code boosting}: what it is compared with
 * @param name the learner in {@code Learners}, or the class of an estimator in Python
 * @param params by the names of that side
 */
record FitEntry(String system, String learner, String kind, String name, Map<String, ParameterValue> params) {
    static final String FOREST = "forest";
    static final String BOOSTING = "boosting";

    /** For people, such as {@code smile random-forest}. */
    String title() {
        return system + " " + learner;
    }
}
