package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The trainer's jar for {@code flink run}, as the build beside this module made it. */
final class TrainerJar {
    private TrainerJar() {}

    /** Skips the test where the trainer is not built along with infra. */
    static Path find() throws IOException {
        Path target = Path.of("..", "trainer", "target").toAbsolutePath().normalize();
        assumeThat(System.getProperty("java.class.path"))
                .as("trainer is built along with infra: run with -pl infra -am, or in the root")
                .contains(target.toString());
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(f -> f.getFileName().toString().matches("evergreen-trainer-.*-flink\\.jar"))
                    .findFirst()
                    .orElseGet(() -> fail("no evergreen-trainer-*-flink.jar in %s: mvn package makes it", target));
        }
    }
}
