package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
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
