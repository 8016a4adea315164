package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits in which one tree takes seconds. What a stop takes is measured as the fit thread's own time, not a clock's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FitStopTest {
    private static final int ROWS = 100_000;
    private static final int FEATURES = 20;
    private static final Duration BOUND = Duration.ofMillis(500);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final double[][] columns = new double[FEATURES][ROWS];
    private final FitThread fitThread = new FitThread("fit");
    private final Thread.Builder callers = Thread.ofPlatform();

    static Stream<Arguments> fits() {
        return OneThreadTest.fits();
    }

    @BeforeAll
    void fill() {
        var random = new Random(1);
        for (double[] column : columns) {
            Arrays.setAll(column, _ -> random.nextGaussian());
        }
    }

    @AfterAll
    void close() {
        fitThread.close();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void interruptStopsTheFitWithinATree(String name, Label label) throws Exception {
        Learner learner = Learners.standard().require(name);
        Parameters parameters = switch (name) {
            case "random-forest" -> Samples.parameters(learner, "max_features", "all");
            case "histogram-boosting" -> Samples.parameters(learner, "max_leaf_nodes", "none", "min_samples_leaf", 1);
            default -> Samples.parameters(learner, "max_depth", 500);
        };
        TrainingData data = data(label);
        List<String> phases = switch (name) {
            case "histogram-forest" -> List.of("column", "tryFeatures");
            case "extra-trees" -> List.of("column", "tryAnyBorder");
            // Not the gradients, which take a thousandth of a round: it can take minutes until one is seen at them.
            case "histogram-boosting" -> List.of("column", "fill", "find");
            default -> List.of("order", "findBestSplit");
        };
        for (String phase : phases) {
            assertThat(timeToStop(learner, data, parameters, phase)).as(phase).isLessThan(BOUND);
        }
    }

    /** All that the fit thread computes from an interrupt within a method until it is ready for the next task. */
    private Duration timeToStop(Learner learner, TrainingData data, Parameters parameters, String phase)
            throws Exception {
        Thread fitting = fitThread.call(Thread::currentThread);
        try (var caller = Executors.newSingleThreadExecutor(callers.factory())) {
            var fit =
                    caller.submit(() -> fitThread.call(() -> learner.fit(data, RowSet.range(0, ROWS), parameters, 1)));
            while (Stream.of(fitting.getStackTrace())
                    .noneMatch(f -> f.getMethodName().equals(phase))) {
                assertThat(fit.isDone()).isFalse();
                Thread.sleep(5);
            }
            long before = THREADS.getThreadCpuTime(fitting.threadId());
            caller.shutdownNow();
            assertThat(caller.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(fit::get).hasCauseInstanceOf(InterruptedException.class);
            long after = fitThread.call(() -> THREADS.getThreadCpuTime(fitting.threadId()));
            return Duration.ofNanos(after - before);
        }
    }

    /** All noise: trees grow as deep as they can. */
    private TrainingData data(Label label) {
        var random = new Random(2);
        int classes = label instanceof Label.Classes c ? c.classes().size() : 0;
        var labels = new double[ROWS];
        Arrays.setAll(labels, _ -> classes == 0 ? random.nextGaussian() : random.nextInt(classes));
        return new TrainingData(
                IntStream.range(0, FEATURES)
                        .mapToObj(f -> Feature.numeric("f" + f))
                        .toList(),
                label,
                columns,
                labels,
                new long[ROWS]);
    }
}
