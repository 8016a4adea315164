package dev.evergreen.ingest.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/**
 * A failed stream thread is replaced, as most failures pass; one that comes again and again is a bug or a broken broker,
 * and ends the app with the error that it had. So does one that trying again does not mend: Kafka does not let us.
 */
public final class Restarts implements StreamsUncaughtExceptionHandler {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final ArrayDeque<Instant> recent = new ArrayDeque<>();

    public Restarts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        recent.removeIf(then -> then.isBefore(now.minus(WITHIN)));
        recent.add(now);
        return recent.size() > MOST || refusal(failure).isPresent()
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What Kafka says if it does not know us, or does not let us do something. */
    static Optional<ApiException> refusal(Throwable failure) {
        return Stream.iterate(failure, f -> f != null, Throwable::getCause)
                .filter(f -> f instanceof AuthorizationException || f instanceof AuthenticationException)
                .map(ApiException.class::cast)
                .findFirst();
    }
}
