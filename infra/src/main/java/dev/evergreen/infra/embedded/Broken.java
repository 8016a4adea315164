package dev.evergreen.infra.embedded;

import dev.evergreen.infra.kafka.KafkaProblemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApiException;

/** Tells a part that died of its Kafka, which the user can mend, from one that died of a bug. */
final class Broken {
    private Broken() {}

    /** @param what a sentence without its full stop */
    static RuntimeException because(String what, Optional<Throwable> cause) {
        Optional<ApiException> kafka = cause.flatMap(Broken::kafka);
        return kafka.isPresent()
                ? new KafkaProblemException(
                        "%s: Kafka: %s".formatted(what, kafka.get().getMessage()), cause.get())
                : new IllegalStateException(what, cause.orElse(null));
    }

    private static Optional<ApiException> kafka(Throwable failure) {
        return Stream.iterate(failure, f -> f != null, Throwable::getCause)
                .filter(ApiException.class::isInstance)
                .map(ApiException.class::cast)
                .reduce((_, deeper) -> deeper);
    }
}
