package dev.evergreen.infra.containers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets tests run where a Docker engine answers. Where none does, it says so once, in one line. */
public final class NeedsDocker implements ExecutionCondition {
    private static final String MISSING = "no Docker engine answers: the tests in containers are skipped";
    private static final long PATIENCE_SECONDS = 20;
    private static final boolean ANSWERS = answers();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return ANSWERS ? ConditionEvaluationResult.enabled("") : ConditionEvaluationResult.disabled(MISSING);
    }

    private static boolean answers() {
        boolean there = asked();
        if (!there) {
            System.err.println("[WARNING] " + MISSING);
        }
        return there;
    }

    /** By the command that builds the images: Testcontainers would tell at length where it has looked. */
    private static boolean asked() {
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
