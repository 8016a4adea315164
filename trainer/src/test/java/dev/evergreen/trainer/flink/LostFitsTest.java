package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.resource.FitDemand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LostFitsTest {

    /** What ends is a process of its own, also while somebody waits for the pool to close. */
    @Test
    void endTheProcessWithTheReason() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LosesAFit.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(LostFits.EXIT_CODE & 0xff);
            assertThat(said).contains("lossy-0 has lost a fit").contains("OutOfMemoryError: as it reported");
        } finally {
            process.destroyForcibly();
        }
    }

    static final class LosesAFit {
        private LosesAFit() {}

        public static void main(String[] none) throws InterruptedException {
            var pool = new FitPool("lossy", 1, new LostFits());
            pool.submit(new FitDemand("round", 0, 1, 1, 1, Long.MAX_VALUE), () -> {
                throw new OutOfMemoryError("as it reported");
            });
            Thread.sleep(30_000);
        }
    }
}
