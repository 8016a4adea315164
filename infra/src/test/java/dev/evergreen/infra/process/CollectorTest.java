package dev.evergreen.infra.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorTest {

    @Test
    void takesThePlaceOfWhatWasThere() {
        var options = List.of("-Xmx1g", "-XX:+UseG1GC", "-XX:-UseZGC", "-XX:MaxGCPauseMillis=20", "-Dx=y");

        assertThat(Collector.Z.in(options)).containsExactly("-Xmx1g", "-Dx=y", "-XX:+UseZGC");
        assertThat(Collector.G1.in(Collector.Z.in(options)))
                .containsExactly("-Xmx1g", "-Dx=y", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");
    }

    @Test
    void leavesOtherOptionsOfCollectorsAlone() {
        assertThat(Collector.G1.in(
                        List.of("-XX:ParallelGCThreads=2", "-Xlog:gc*:file=gc.log", "-XX:+UseCompactObjectHeaders")))
                .startsWith("-XX:ParallelGCThreads=2", "-Xlog:gc*:file=gc.log", "-XX:+UseCompactObjectHeaders");
    }

    @Test
    void thatOfProductionIsTheLaunchersAndTheImages() throws IOException {
        List<String> options = Collector.G1.in(List.of());

        assertThat(Files.readString(Path.of("..", "evergreen")))
                .contains("collector=(%s)".formatted(String.join(" ", options)));
        assertThat(Files.readAllLines(Path.of("docker", "evergreen", "jvm-options")))
                .containsAll(options);
    }
}
