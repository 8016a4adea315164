package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.evergreen.infra.kafka.KafkaProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkIT {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void saysWhyItsJobFailed() throws Exception {
        try (var flink = EmbeddedFlink.start("broken", folder, CHECKPOINT_EVERY, EmbeddedFlinkIT::broken)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> watch(flink))
                    .withMessage("the Flink job failed")
                    .withStackTraceContaining("cannot be mended");
        }
    }

    @Test
    void givesUpOnAJobThatFailsAgainAndAgain() throws Exception {
        try (var flink = EmbeddedFlink.start("failing", folder, CHECKPOINT_EVERY, 2, EmbeddedFlinkIT::failing)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> watch(flink))
                    .withMessage("the Flink job failed")
                    .withStackTraceContaining("fails each time");
        }
    }

    @Test
    void tellsThatKafkaIsWhyItsJobFailed() throws Exception {
        try (var flink = EmbeddedFlink.start("refused", folder, CHECKPOINT_EVERY, 1, EmbeddedFlinkIT::refused)) {
            assertThatExceptionOfType(KafkaProblemException.class)
                    .isThrownBy(() -> watch(flink))
                    .withMessage("the Flink job failed: Kafka: not for you");
        }
    }

    @Test
    void deletesTheCheckpointItWentOnFromOnceThereIsANewerOne() throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        try (var _ = EmbeddedFlink.start("first", folder, CHECKPOINT_EVERY, EmbeddedFlinkIT::endless)) {
            await(() -> Checkpoints.newest(checkpoints).isPresent());
        }
        Path old = Checkpoints.newest(checkpoints).orElseThrow();

        try (var flink = EmbeddedFlink.start("second", folder, CHECKPOINT_EVERY, EmbeddedFlinkIT::endless)) {
            await(() -> !Files.exists(old));
            flink.requireRunning();
        }

        assertThat(Checkpoints.newest(checkpoints)).isPresent();
    }

    @Test
    void leavesNoThreadOfItsCluster() throws Exception {
        var flink = EmbeddedFlink.start("endless", folder, CHECKPOINT_EVERY, EmbeddedFlinkIT::endless);
        flink.close();

        // The actor system's last threads end by themselves, a moment after it has said that it ended.
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("flink-pekko")));
    }

    @Test
    void isClosedTwiceAsWellAsOnce() throws Exception {
        var flink = EmbeddedFlink.start("endless", folder, CHECKPOINT_EVERY, EmbeddedFlinkIT::endless);
        flink.requireRunning();
        flink.close();

        assertThatNoException().isThrownBy(flink::close);
        assertThatIllegalStateException().isThrownBy(flink::requireRunning);
    }

    private static void watch(EmbeddedFlink flink) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            flink.requireRunning();
            Thread.sleep(20);
        }
    }

    private static void await(Callable<Boolean> happened) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void failing(StreamExecutionEnvironment env) {
        env.fromSequence(0, Long.MAX_VALUE)
                .filter(n -> {
                    throw new IllegalStateException("fails each time");
                })
                .sinkTo(new DiscardingSink<>());
    }

    private static void refused(StreamExecutionEnvironment env) {
        env.fromSequence(0, Long.MAX_VALUE)
                .filter(n -> {
                    throw new TopicAuthorizationException("not for you");
                })
                .sinkTo(new DiscardingSink<>());
    }

    private static void endless(StreamExecutionEnvironment env) {
        env.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
    }

    private static void broken(StreamExecutionEnvironment env) {
        env.fromSequence(0, Long.MAX_VALUE)
                .filter(n -> {
                    throw new SuppressRestartsException(new IllegalStateException("cannot be mended"));
                })
                .sinkTo(new DiscardingSink<>());
    }
}
