package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.MemoryLimit;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches in a process of their own, whose heap has room for one fit and not for three. Boosting of many classes on few
 * columns: a fit holds fifty times what the window does.
 */
class AdmissionIT {
    private static final int ROWS = 40_000;
    private static final int CLASSES = 100;
    private static final int FOLDS = 4;
    private static final int N_JOBS = 3;
    private static final int HEAP_MB = 216;
    private static final long SECONDS_AT_MOST = 120;

    private static final List<Feature> FEATURES = List.of(Feature.numeric("x"), Feature.numeric("y"));
    private static final Label LABEL = new Label.Classes(
            "class", IntStream.range(0, CLASSES).mapToObj(c -> "c" + c).toList());

    private static final String GRID = """
            candidates:
              - learner: gradient-boosting
                grid: {learning_rate: [0.1, 0.5]}
                fixed: {n_estimators: 1, max_depth: 1}
            cv: {splitter: plain, folds: %d}
            scoring: [accuracy]
            """.formatted(FOLDS);

    @TempDir
    private Path folder;

    @Test
    void theLimitHasRoomForTheRefitAndNotForTwoFits() {
        long heap = HEAP_MB * (1L << 20);

        assertThat(expectedBytes(ROWS)).isLessThan(MemoryLimit.DEFAULT.bytes(heap));
        assertThat(2 * expectedBytes(ROWS / FOLDS * (FOLDS - 1))).isGreaterThan(MemoryLimit.DEFAULT.bytes(heap));
        assertThat(N_JOBS * expectedBytes(ROWS / FOLDS * (FOLDS - 1))).isGreaterThan(heap);
    }

    @Test
    void aGridThatRunsTheHeapOutFinishesWhenFitsWaitForRoom() throws Exception {
        Ran ran = search("60%");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertThat(report.get("n_jobs").asInt()).isEqualTo(N_JOBS);
        assertThat(report.get("fits").asInt()).isEqualTo(2 * FOLDS + 1);
        assertThat(report.get("results"))
                .hasSize(2)
                .allSatisfy(candidate -> assertThat(candidate.get("failures")).isEmpty());
        assertThat(report.get("artifact_sha256").asText()).matches("[0-9a-f]{64}");
    }

    /**
     * Mostly a fit runs it out, which fails that fit alone, and the process says that there is no model; but whoever else asks
     * for room at that moment gets none either, and Flink then ends the process.
     */
    @Test
    void theSameGridDoesRunTheHeapOutWhenFitsStartAtOnce() throws Exception {
        Ran ran = search("off");

        assertThat(ran.exitCode()).as(ran.err()).isNotZero();
        assertThat(ran.err()).contains("OutOfMemoryError: Java heap space");
    }

    private static long expectedBytes(int rows) {
        var boosting = Learners.standard().require("gradient-boosting");
        var parameters = Parameters.of(
                boosting, Map.of("n_estimators", ParameterValue.of(1), "max_depth", ParameterValue.of(1)));
        return boosting.workspaceBytes(rows, FEATURES, LABEL, parameters);
    }

    private record Ran(int exitCode, String out, String err) {}

    private Ran search(String maxMemory) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command(maxMemory))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private List<String> command(String maxMemory) throws IOException {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(runtime.getInputArguments());
        // After those of this process, so that these hold. The machine may have fewer cores.
        words.addAll(List.of("-Xmx" + HEAP_MB + "m", "-XX:ActiveProcessorCount=" + N_JOBS, "-XX:+UseG1GC"));
        words.addAll(List.of("-cp", runtime.getClassPath(), Evergreen.class.getName(), "search", "--json"));
        words.addAll(List.of("--data", csv(), "--n-jobs", Integer.toString(N_JOBS)));
        words.addAll(
                List.of("--pipeline", file("pipeline.yaml", pipeline(maxMemory)), "--grid", file("grid.yaml", GRID)));
        return words;
    }

    private static String pipeline(String maxMemory) {
        return """
                pipeline: many-classes
                features:
                  - {name: x, type: numeric}
                  - {name: y, type: numeric}
                label: {name: class, classes: [%s]}
                max_memory: %s
                """.formatted(
                IntStream.range(0, CLASSES).mapToObj(c -> "c" + c).collect(Collectors.joining(", ")), maxMemory);
    }

    private String csv() throws IOException {
        var random = new SplittableRandom(3);
        var lines = new StringBuilder("x,y,class\n");
        for (int i = 0; i < ROWS; i++) {
            double x = random.nextDouble();
            // Each class at least once in every fold, whatever is drawn.
            int code = i % 10 == 0 ? i / 10 % CLASSES : (int) (x * CLASSES);
            lines.append(String.format(Locale.ROOT, "%.6f,%.6f,c%d%n", x, random.nextDouble(), code));
        }
        return file("data.csv", lines.toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
