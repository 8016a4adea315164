package dev.evergreen.infra.containers;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests run where a Docker engine answers, and where there is time for them: not after the second of the epoch in the
 * environment's {@value #LATEST}, if it is there. Where they are skipped it says so once, in one line.
 */
public final class NeedsDocker implements ExecutionCondition {
    private static final String LATEST = "EVERGREEN_CONTAINER_TESTS_UNTIL";
    private static final long PATIENCE_SECONDS = 20;
    private static final Optional<String> WHY_NOT = whyNot();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return WHY_NOT.map(ConditionEvaluationResult::disabled).orElseGet(() -> ConditionEvaluationResult.enabled(""));
    }

    private static Optional<String> whyNot() {
        Optional<String> reason = Optional.empty();
        if (late()) {
            reason = Optional.of("the build has taken too long for them");
        } else if (!answers()) {
            reason = Optional.of("no Docker engine answers");
        }
        Optional<String> line = reason.map(why -> why + ": the tests in containers are skipped");
        line.ifPresent(text -> System.err.println("[WARNING] " + text));
        return line;
    }

    private static boolean late() {
        return Optional.ofNullable(System.getenv(LATEST))
                .map(Long::parseLong)
                .filter(latest -> Instant.now().getEpochSecond() > latest)
                .isPresent();
    }

    /** By the command that builds the images: Testcontainers would tell at length where it has looked. */
    private static boolean answers() {
        try {
            Process docker = new ProcessBuilder("docker", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!docker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                docker.destroyForcibly();
                return false;
            }
            return docker.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
