package org.apache.flink.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ClusterOptions.UserSystemExitMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.util.FatalExitExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FlinkSecurityManagerTest {

    /** A process of its own, that Flink's own handler is to end. */
    @ParameterizedTest
    @CsvSource({"false, hooks run", "true, ''"})
    void aFatalErrorEndsTheProcess(boolean halts, String last) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BreaksDown.class.getName(),
                        Boolean.toString(halts))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(FatalExitExceptionHandler.EXIT_CODE & 0xff);
            assertThat(said).contains("beyond repair").endsWith(last);
            assertThat(said.contains("hooks run")).isEqualTo(!halts);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesToWatchOverJobs() {
        var configuration = new Configuration();
        configuration.set(ClusterOptions.INTERCEPT_USER_SYSTEM_EXIT, UserSystemExitMode.THROW);
        assertThatThrownBy(() -> FlinkSecurityManager.setFromConfiguration(configuration))
                .isInstanceOf(IllegalConfigurationException.class)
                .hasMessageMatching("cluster.intercept-user-system-exit: THROW needs a security manager, "
                        + "which Java \\d+ does not have; allowed: DISABLED");
        assertThatCode(() -> FlinkSecurityManager.setFromConfiguration(new Configuration()))
                .doesNotThrowAnyException();
    }

    static final class BreaksDown {
        private BreaksDown() {}

        public static void main(String[] halts) throws InterruptedException {
            var configuration = new Configuration();
            configuration.set(ClusterOptions.HALT_ON_FATAL_ERROR, Boolean.valueOf(halts[0]));
            FlinkSecurityManager.setFromConfiguration(configuration);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print("hooks run")));
            var broken = new Thread(() -> {
                throw new IllegalStateException("beyond repair");
            });
            broken.setUncaughtExceptionHandler(FatalExitExceptionHandler.INSTANCE);
            broken.start();
            Thread.sleep(30_000);
        }
    }
}
