package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTracesTest {

    @Test
    void comesDownToTheInnermostCause() {
        String trace = """
                org.apache.flink.runtime.rest.handler.RestHandlerException: Could not run the jar.
                \tat org.apache.flink.Handler.handle(Handler.java:1)
                Caused by: java.util.concurrent.CompletionException: org.apache.flink.util.FlinkRuntimeException: no
                \tat java.base/java.lang.Thread.run(Thread.java:1)
                \t... 3 more
                Caused by: org.apache.flink.client.program.ProgramParametrizationException: --cores: '0' is not allowed
                \tat dev.evergreen.trainer.flink.TrainerOptions.parse(TrainerOptions.java:1)
                \t... 9 more
                """;

        assertThat(StackTraces.rootCause(trace))
                .isEqualTo("ProgramParametrizationException: --cores: '0' is not allowed");
    }

    @Test
    void keepsWhatIsNoStackTrace() {
        assertThat(StackTraces.rootCause("Job 12 not found")).isEqualTo("Job 12 not found");
        assertThat(StackTraces.rootCause("java.io.IOException")).isEqualTo("IOException");
        assertThat(StackTraces.rootCause("")).isEmpty();
    }

    @Test
    void isOneLineThatEnds() {
        assertThat(StackTraces.rootCause("x".repeat(5_000))).hasSize(400).endsWith("…");
        assertThat(StackTraces.rootCause("a\u001b[31mb\nc")).doesNotContain("\u001b", "\n");
    }
}
