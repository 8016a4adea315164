package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.RowSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Watches which threads are inside of Smile while it fits. */
class OneThreadTest {
    private static final int ROWS = 3_000;

    /** Each look stops the fit: without a pause it would hardly get on. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    static Stream<Arguments> fits() {
        return Learners.standard().names().stream()
                .map(name -> Learners.standard().require(name))
                .flatMap(learner -> Stream.of(Samples.BINARY, Samples.FOUR, Samples.NUMBER)
                        .filter(learner::supports)
                        .map(label -> Arguments.of(learner.name(), label)));
    }

    static Stream<Arguments> smileFits() {
        return fits().filter(fit -> Learners.standard().require((String) fit.get()[0]) instanceof SmileLearner);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fits")
    void fitKeepsToTheFitThread(String name, Label label) throws Exception {
        try (var thread = new FitThread("the fit thread")) {
            assertThat(threadsInTrees(() -> thread.call(() -> fit(name, label))))
                    .containsExactly("the fit thread");
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("smileFits")
    void fitFromAnyOtherThreadBringsItsOwn(String name, Label label) throws Exception {
        assertThat(threadsInTrees(() -> fit(name, label))).containsExactly("fit");
    }

    @Test
    void fitFromTheCommonPoolLeavesIt() throws Exception {
        assertThat(threadsInTrees(() -> ForkJoinPool.commonPool()
                        .submit(() -> fit("gradient-boosting", Samples.NUMBER))
                        .get()))
                .containsExactly("fit");
    }

    /** The watch itself works: Smile left alone spreads over a pool. */
    @Test
    void smileLeftAloneUsesThePoolItIsCalledFrom() throws Exception {
        var frame = new TrainingFrame(Samples.data(Samples.NUMBER, ROWS, 1), RowSet.range(0, ROWS));
        try (var pool = new ForkJoinPool(3)) {
            Callable<Object> fit = () -> smile.regression.RandomForest.fit(
                    SmileFrames.FORMULA, SmileFrames.xy(frame), new smile.regression.RandomForest.Options(60, 2));
            assertThat(threadsInTrees(() -> pool.submit(fit).get())).hasSizeGreaterThan(1);
        }
    }

    private static Object fit(String name, Label label) throws InterruptedException {
        Learner learner = Learners.standard().require(name);
        // All features at each split: where Smile's trees search their columns in parallel.
        var parameters = switch (name) {
            case "random-forest" -> Samples.parameters(learner, "n_estimators", 15, "max_features", "all");
            case "histogram-forest", "extra-trees", "histogram-boosting" ->
                Samples.parameters(learner, "n_estimators", 500);
            default -> Samples.parameters(learner, "n_estimators", 40);
        };
        return learner.fit(Samples.data(label, ROWS, 1), RowSet.range(0, ROWS), parameters, 1);
    }

    /** Names of all threads that were ever seen growing trees. */
    private static Set<String> threadsInTrees(Callable<Object> work) throws Exception {
        var seen = new HashSet<String>();
        var done = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                seen.addAll(inTrees());
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        });
        try {
            work.call();
        } finally {
            done.set(true);
            watch.join();
        }
        return seen;
    }

    private static Set<String> inTrees() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(e -> Stream.of(e.getValue())
                        .anyMatch(f -> f.getClassName().startsWith("smile.")
                                || f.getClassName().startsWith("dev.evergreen.trainer.forest.")
                                || f.getClassName().startsWith("dev.evergreen.trainer.boosting.")
                                || f.getClassName().contains("SmileForest")))
                .filter(e -> e.getKey().getState() == Thread.State.RUNNABLE)
                .map(e -> e.getKey().getName())
                .collect(Collectors.toSet());
    }
}
