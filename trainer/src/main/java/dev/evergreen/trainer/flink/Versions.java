package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.learner.Learners;
import java.util.Map;
import java.util.Optional;

/** Versions of what trains, as they stand in manifests. */
final class Versions {
    private Versions() {}

    static Map<String, String> current() {
        return Map.of(
                "evergreen", of(Versions.class),
                "smile", Learners.smileVersion(),
                "java", Runtime.version().toString());
    }

    private static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unknown");
    }
}
