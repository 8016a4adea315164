package dev.evergreen.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {

    @ParameterizedTest
    @ValueSource(strings = {"evergreen", "flink"})
    void runsAsAUserWhoIsNotRoot(String image) throws IOException {
        assertThat(instructions(image))
                .filteredOn(line -> line.startsWith("USER "))
                .containsExactly("USER 10001:10001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evergreen", "flink"})
    void runsAndFetchesNothingWhileItIsBuilt(String image) throws IOException {
        assertThat(instructions(image))
                .filteredOn(line -> line.matches("(RUN|ADD|COPY) .*"))
                .containsExactly("ADD libraries.tar /", "ADD own.tar /");
        assertThat(instructions(image)).startsWith("ARG BASE=eclipse-temurin:25-jre", "FROM ${BASE}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evergreen", "flink"})
    void handsSignalsToWhatRuns(String image) throws IOException {
        assertThat(instructions(image))
                .contains("STOPSIGNAL SIGTERM")
                .anyMatch(line -> line.startsWith("ENTRYPOINT [\""))
                .noneMatch(line -> line.matches("(ENTRYPOINT|CMD) [^\\[].*"));
    }

    private static List<String> instructions(String image) throws IOException {
        return Files.readAllLines(Path.of("docker", image, "Dockerfile")).stream()
                .filter(line -> line.matches("[A-Z]+ .*"))
                .toList();
    }
}
