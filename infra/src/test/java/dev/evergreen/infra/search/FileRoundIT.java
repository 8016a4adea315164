package dev.evergreen.infra.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a round ends that does not come to its end; whole ones are in {@code SearchIT}. */
@Timeout(120)
class FileRoundIT {
    private static final int ROWS = 300;

    @TempDir
    private Path folder;

    @Test
    void saysWhyItsJobFailed() throws Exception {
        var round = FileRound.over(csv(ROWS - 1), ROWS, pipeline());

        assertThatThrownBy(() -> round.run((_, _) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the job failed")
                .hasRootCauseInstanceOf(NoSuchElementException.class);
    }

    @Test
    void endsWithItsJobWhenItIsInterrupted() throws Exception {
        var round = FileRound.over(csv(ROWS), ROWS, pipeline());

        Set<Thread> others = Thread.getAllStackTraces().keySet();
        var meanwhile = new HashSet<Thread>();

        // Before the first record, when the reader is about to wait.
        assertThatThrownBy(() -> round.run((_, _) -> {
                    meanwhile.addAll(Thread.getAllStackTraces().keySet());
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(InterruptedException.class);

        meanwhile.removeAll(others);
        meanwhile.removeIf(thread -> !thread.getName().startsWith("flink-pekko"));
        assertThat(meanwhile).isNotEmpty();
        for (Thread thread : meanwhile) {
            assertThat(thread.join(Duration.ofSeconds(30))).as(thread.getName()).isTrue();
        }
    }

    private Path csv(int rows) throws IOException {
        return Files.writeString(
                folder.resolve("rows.csv"),
                IntStream.range(0, rows)
                        .mapToObj(i -> "%d,%s".formatted(i, i % 3 == 0 ? "yes" : "no"))
                        .collect(Collectors.joining("\n", "x,class\n", "\n")));
    }

    private static Pipeline pipeline() {
        return Pipeline.of("p", List.of(Feature.numeric("x")), new Label.Classes("class", List.of("no", "yes")));
    }
}
