package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.List;

/** The parameter max_features: how many features a split tries. */
final class MaxFeatures {
    static final String NAME = "max_features";

    private static final String AUTO = "auto";
    private static final String SQRT = "sqrt";
    private static final String LOG2 = "log2";
    private static final String ALL = "all";

    private MaxFeatures() {}

    /** @param features the most that there can be */
    static ParameterSpec spec(int features) {
        return new ParameterSpec(
                NAME,
                ParameterValue.of(AUTO),
                List.of(
                        new ParameterSpec.Allowed.Words(List.of(AUTO, SQRT, LOG2, ALL)),
                        new ParameterSpec.Allowed.Wholes(1, features),
                        new ParameterSpec.Allowed.Reals(0, 1, true)));
    }

    /** As {@link #spec}, of a learner that tries all features where nothing else is said. */
    static ParameterSpec allUnlessGiven(int features) {
        return new ParameterSpec(
                NAME,
                ParameterValue.of(ALL),
                List.of(
                        new ParameterSpec.Allowed.Words(List.of(ALL, SQRT, LOG2)),
                        new ParameterSpec.Allowed.Wholes(1, features),
                        new ParameterSpec.Allowed.Reals(0, 1, true)));
    }

    /** As scikit-learn: a share is rounded down, and at least one feature is tried. */
    static int count(Parameters parameters, int features, boolean classifier) {
        return switch (parameters.value(NAME)) {
            case ParameterValue.Whole(long n) -> (int) Math.min(n, features);
            case ParameterValue.Real(double share) -> Math.max(1, (int) (share * features));
            case ParameterValue.Text(String word) ->
                switch (word) {
                    case SQRT -> Math.max(1, (int) Math.sqrt(features));
                    case LOG2 -> Math.max(1, (int) (Math.log(features) / Math.log(2)));
                    case ALL -> features;
                    default -> classifier ? Math.max(1, (int) Math.sqrt(features)) : features;
                };
            case ParameterValue.Flag flag -> throw new IllegalArgumentException("max_features " + flag);
        };
    }
}
