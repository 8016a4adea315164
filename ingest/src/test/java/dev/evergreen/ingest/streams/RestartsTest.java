package dev.evergreen.ingest.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Restarts restarts = new Restarts(now::get);

    @Test
    void replacesAThreadThatFailsNowAndThen() {
        for (int i = 0; i < 100; i++) {
            assertThat(restarts.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
            now.updateAndGet(t -> t.plusSeconds(15));
        }
    }

    @Test
    void givesUpOnOneThatFailsAgainAndAgain() {
        for (int i = 0; i < Restarts.MOST; i++) {
            assertThat(restarts.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
        }
        assertThat(restarts.handle(new IllegalStateException())).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void givesUpAtOnceOnWhatKafkaRefuses() {
        var refused = new TopicAuthorizationException(Set.of("elec.features"));
        assertThat(restarts.handle(new StreamsException("in a task", refused))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(Restarts.refusal(new StreamsException("in a task", refused))).contains(refused);
        assertThat(Restarts.refusal(new StreamsException("in a task"))).isEmpty();
    }
}
