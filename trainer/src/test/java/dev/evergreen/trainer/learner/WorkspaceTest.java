package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The predicted against what lives during a fit, as the collector counts it. */
class WorkspaceTest {
    /** So many that some are near the peak. */
    private static final int LOOKS = 12;

    /** Each look stops the fit: without a pause it would hardly get on. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    static Stream<Arguments> fits() {
        return OneThreadTest.fits();
    }

    static Stream<Label> labels() {
        return Stream.of(Samples.BINARY, Samples.FOUR, Samples.NUMBER);
    }

    /** Many rows and small trees: the copied rows, their order and what a tree and its loss keep of them. */
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void predictsWhatManyRowsTake(String name, Label label) throws Exception {
        Learner learner = Learners.standard().require(name);
        Parameters parameters = Samples.parameters(learner, "n_estimators", 2, "max_depth", 4);
        assertPredicted(learner, Samples.data(label, 40_000, 1), parameters);
    }

    /** Few rows and the largest trees, as there is nothing to learn: the model. */
    @ParameterizedTest
    @MethodSource("labels")
    void predictsWhatManyTreesTake(Label label) throws Exception {
        Learner learner = new SmileRandomForest();
        Parameters parameters = Samples.parameters(learner, "n_estimators", 150, "max_features", "sqrt");
        assertPredicted(learner, noise(label, 3_000), parameters);
    }

    @Test
    void growsWithRowsFeaturesTreesAndLeaves() {
        Learner learner = new SmileRandomForest();
        long base = bytes(learner, 10_000, 10, 50, 6);
        assertThat(bytes(learner, 20_000, 10, 50, 6)).isBetween(base * 3 / 2, base * 2);
        assertThat(bytes(learner, 10_000, 20, 50, 6)).isBetween(base * 3 / 2, base * 2);
        assertThat(bytes(learner, 10_000, 10, 100, 6)).isGreaterThan(base);
        assertThat(bytes(learner, 10_000, 10, 50, 12)).isGreaterThan(base);
    }

    private static TrainingData noise(Label label, int rows) {
        TrainingData data = Samples.data(label, rows, 1);
        var random = new Random(2);
        int classes = label instanceof Label.Classes c ? c.classes().size() : 0;
        var columns = new double[Samples.FEATURES.size()][rows];
        var labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int f = 0; f < columns.length; f++) {
                columns[f][i] = data.value(f, i);
            }
            labels[i] = classes == 0 ? random.nextGaussian() : random.nextInt(classes);
        }
        return new TrainingData(Samples.FEATURES, label, columns, labels, new long[rows]);
    }

    private static long bytes(Learner learner, int rows, int features, int trees, int depth) {
        var columns = IntStream.range(0, features)
                .mapToObj(f -> Feature.numeric("f" + f))
                .toList();
        Parameters parameters = Samples.parameters(learner, "n_estimators", trees, "max_depth", depth);
        return learner.workspaceBytes(rows, columns, Samples.BINARY, parameters);
    }

    private static void assertPredicted(Learner learner, TrainingData data, Parameters parameters) throws Exception {
        long predicted = learner.workspaceBytes(data.rows(), data.features(), data.label(), parameters);
        RowSet rows = RowSet.range(0, data.rows());
        learner.fit(data, rows, parameters, 1); // What is made of the window, its bins, is there once for all fits.
        long measured = peak(() -> learner.fit(data, rows, parameters, 1));
        assertThat((double) predicted / measured)
                .as("%d predicted, %d measured", predicted, measured)
                .isBetween(0.8, 2.5);
    }

    /** The most that lived at any of the collections forced meanwhile; a task shorter than those is done again and again. */
    private static long peak(Callable<?> task) throws Exception {
        long before = LiveHeap.collect();
        var looks = new AtomicInteger();
        var done = new AtomicBoolean();
        try (var watch = Executors.newSingleThreadExecutor()) {
            var peak = watch.submit(() -> {
                long most = 0;
                while (!done.get()) {
                    most = Math.max(most, LiveHeap.collect());
                    looks.incrementAndGet();
                    Thread.sleep(BETWEEN_LOOKS);
                }
                return most;
            });
            try {
                do {
                    task.call();
                } while (looks.get() < LOOKS);
            } finally {
                done.set(true);
            }
            return peak.get() - before;
        }
    }
}
