package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.learner.Learners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Watches the process's threads while searches run. */
class OneBudgetIT {
    /** Smile's take a second for a few trees, these for a few hundred. */
    private static final Set<String> FAST = Set.of("histogram-forest", "extra-trees", "histogram-boosting");

    private static final int ROWS = 1_500;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @TempDir
    private Path snapshots;

    static Stream<Arguments> searches() {
        return Learners.standard().names().stream()
                .flatMap(learner -> Stream.of(true, false)
                        .filter(classes -> Learners.standard().require(learner).supports(label(classes)))
                        .flatMap(classes -> Stream.of(1, 8)
                                .map(nJobs -> Arguments.of(learner, classes ? "classes" : "numbers", nJobs))));
    }

    @ParameterizedTest(name = "{0} of {1}, n_jobs {2}")
    @MethodSource("searches")
    void noMoreThreadsComputeThanNJobsAndNoneOfTheCommonPool(String learner, String label, int nJobs) throws Exception {
        Pipeline pipeline = pipeline(learner, label.equals("classes"), nJobs);
        var watch = new Watch();
        Thread watcher = Thread.ofPlatform().start(watch);
        List<OutputRecord> outputs;
        try {
            outputs = run(pipeline);
        } finally {
            watch.done.set(true);
            watcher.join();
        }

        assertThat(Published.of(outputs, pipeline).models()).hasSize(1);
        assertThat(watch.most).isBetween(1, Math.min(nJobs, CORES));
        // Of the common pool's threads none: it is these or nobody.
        assertThat(watch.threads).isSubsetOf(names(Math.min(nJobs, CORES)));
        assertThat(alive(thread -> thread.getName().matches("fit-\\d+|fit-time-limit|pressure-sampler")))
                .isEmpty();
    }

    private static Set<String> names(int threads) {
        return Stream.iterate(0, i -> i + 1).limit(threads).map(i -> "fit-" + i).collect(Collectors.toSet());
    }

    /** Which threads were seen inside a fit, and how many at once. */
    private static final class Watch implements Runnable {
        /** Each look stops the fits: without a pause they would hardly get on. */
        private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

        private final AtomicBoolean done = new AtomicBoolean();
        private final Set<String> threads = new TreeSet<>();
        private int most;

        @Override
        public void run() {
            while (!done.get()) {
                Set<String> now = inAFit();
                threads.addAll(now);
                most = Math.max(most, now.size());
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }

        /**
         * Whether the class does a fit's work. Not whole packages of ours: a planner that asks {@code BoostingBytes} what
         * a fit would take fits nothing.
         */
        private static boolean fits(String className) {
            return className.startsWith("smile.")
                    || className.contains("SmileForest")
                    || className.endsWith("boosting.Booster")
                    || className.endsWith("boosting.StagedAnswers")
                    || className.endsWith("forest.TreeGrower")
                    || className.endsWith("forest.ForestAnswers");
        }

        private static Set<String> inAFit() {
            return Thread.getAllStackTraces().entrySet().stream()
                    .filter(e -> e.getKey().getState() == Thread.State.RUNNABLE)
                    .filter(e -> Stream.of(e.getValue())
                            .map(StackTraceElement::getClassName)
                            .anyMatch(Watch::fits))
                    .map(e -> e.getKey().getName())
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> alive(Predicate<Thread> which) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(which)
                .map(Thread::getName)
                .toList();
    }

    private static Label label(boolean classes) {
        return classes ? new Label.Classes("class", List.of("no", "yes")) : new Label.Regression("price");
    }

    private static int trees(String learner, boolean classes) {
        int ofFast = classes ? 800 : 200;
        return FAST.contains(learner) ? ofFast : 20;
    }

    private static Pipeline pipeline(String learner, boolean classes, int nJobs) {
        Pipeline base = classes
                ? Examples.classification("p", ROWS, ROWS, new NJobs(nJobs))
                : Examples.regression("p", ROWS, ROWS).withNJobs(new NJobs(nJobs));
        Search s = base.search();
        var grid = new CandidateGrid(
                learner,
                Map.of("min_samples_leaf", List.of(ParameterValue.of(1), ParameterValue.of(3))),
                Map.of("n_estimators", ParameterValue.of(trees(learner, classes))));
        return base.withSearch(new Search(List.of(grid), s.cv(), s.scoring(), s.refit(), s.seed()));
    }

    private List<OutputRecord> run(Pipeline pipeline) throws Exception {
        var spec = TrainerSpec.of(List.of(pipeline), CORES, snapshots.toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        var outputs = new ArrayList<OutputRecord>();
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(spec.fitParallelism(), configuration)) {
            var rows = env.fromData(
                    TypeInformation.of(LabeledRow.class),
                    Examples.rows(pipeline, ROWS).toArray(LabeledRow[]::new));
            var signals = rows.filter(row -> false)
                    .map(row -> Signal.finished(row.pipeline(), 0, 0))
                    .returns(Signal.class);
            try (var all = TrainerJob.define(spec, rows, signals).executeAndCollect()) {
                all.forEachRemaining(outputs::add);
            }
        }
        return outputs;
    }
}
