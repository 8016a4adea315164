package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.kafka.TopicProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAppTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path dir;

    @Test
    void topicProblemEndsTheStart() {
        var app = new Waiting(() -> {
            throw new TopicProblemException("no topics");
        });
        assertThatThrownBy(() -> app.start(SHORT))
                .isInstanceOf(IngestFailedException.class)
                .hasMessage("waiting: no topics")
                .hasCauseInstanceOf(TopicProblemException.class);
        assertThat(app.running()).isFalse();
        assertThat(app.failure()).isEmpty();
    }

    @Test
    void startWithoutABrokerEndsInTime() {
        var app = new Waiting(() -> {});
        assertThatThrownBy(() -> app.start(SHORT))
                .isInstanceOf(IngestFailedException.class)
                .hasMessageMatching("waiting is [A-Z_]+, not RUNNING, after PT0.05S without progress");
        assertThat(app.running()).isFalse();
        app.close();
    }

    /** A topology that never gets anything to do. */
    private final class Waiting extends StreamsApp {
        private final Runnable check;

        Waiting(Runnable check) {
            super(
                    "waiting",
                    new Topology().addSource("in", "nowhere"),
                    new StreamsSettings("waiting", "localhost:1", dir, Map.of()).toProperties(Map.of()));
            this.check = check;
        }

        @Override
        protected void check(Admin admin) {
            check.run();
        }

        @Override
        protected RuntimeException notStarted(String message, Optional<Throwable> cause) {
            return new IngestFailedException(message, cause);
        }
    }
}
