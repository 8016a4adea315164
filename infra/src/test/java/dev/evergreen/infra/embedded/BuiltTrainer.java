package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.evergreen.infra.cluster.TrainerJar;
import java.nio.file.Path;

/** The trainer's jar for {@code flink run}, as the build beside this module made it. */
public final class BuiltTrainer {
    private BuiltTrainer() {}

    /** Skips the test where the trainer is not built along with infra. */
    public static Path jar() {
        Path target = Path.of("..", "trainer", "target").toAbsolutePath().normalize();
        assumeThat(System.getProperty("java.class.path"))
                .as("trainer is built along with infra: run with -pl infra -am, or in the root")
                .contains(target.toString());
        return TrainerJar.find();
    }
}
