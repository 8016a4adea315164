package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.cli.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerJarTest {
    @TempDir
    private Path root;

    @Test
    void liesBesideThisModule() throws IOException {
        Path target = Files.createDirectories(root.resolve("trainer/target"));
        Files.writeString(target.resolve("evergreen-trainer-1.0.jar"), "");
        Path jar = Files.writeString(target.resolve("evergreen-trainer-1.0-flink.jar"), "");

        assertThat(TrainerJar.find(root.resolve("infra/target/lib/evergreen-infra-1.0.jar")))
                .isEqualTo(jar);
    }

    @Test
    void saysWhereItWasLookedFor() throws IOException {
        Path target = Files.createDirectories(root.resolve("trainer/target"));

        assertThatThrownBy(() -> TrainerJar.find(root.resolve("infra/target/classes")))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "no evergreen-trainer-*-flink.jar in %s: './mvnw package' makes it, or name one: --jar FILE",
                        target);
    }
}
