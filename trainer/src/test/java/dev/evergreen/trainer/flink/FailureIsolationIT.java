package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.MemoryLimit;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.CandidateGrids;
import dev.evergreen.trainer.search.CostModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Candidates that fail beside others in the same job, which goes on. */
@Timeout(120)
class FailureIsolationIT {
    private static final int ROWS = 3_000;
    private static final int FOLDS = 2;
    private static final int FOLD_ROWS = ROWS / (FOLDS + 1);
    private static final Duration LIMIT = Duration.ofMillis(1_200);
    private static final long MEMORY_MB = 40;

    private static final CandidateGrid TOO_LARGE = grid("random-forest", Map.of("n_estimators", whole(10_000)));
    /** Steps so small that no tree finds its rows learned already, which would make it quick. */
    private static final CandidateGrid TOO_LONG = grid(
            "gradient-boosting",
            Map.of(
                    "n_estimators",
                    whole(10_000),
                    "max_leaf_nodes",
                    whole(16),
                    "max_depth",
                    whole(20),
                    "learning_rate",
                    ParameterValue.of(0.0001)));
    /** Whole steps on few rows, which Smile takes to infinity: no parameter is out of its range. */
    private static final CandidateGrid THROWING = grid(
            "gradient-boosting",
            Map.of(
                    "n_estimators",
                    whole(100),
                    "learning_rate",
                    ParameterValue.of(1.0),
                    "subsample",
                    ParameterValue.of(0.1)));

    private static final CandidateGrid GOOD =
            grid("random-forest", Map.of("n_estimators", whole(8), "max_depth", whole(6)));

    private static final String THROWN = "IllegalArgumentException: not a model: a leaf of Infinity";
    private static final String STOPPED = "stopped after its time limit of 1.2 s";

    /** What the test lets the job hear; static, as the job's functions are copies. */
    private static final BlockingQueue<Signal> HEARD = new LinkedBlockingQueue<>();

    @TempDir
    private static Path snapshots;

    private static Pipeline pipeline;
    private static Published published;

    /** Two rounds of one good candidate among three that fail, each in its way. */
    @BeforeAll
    static void searchesTwice() throws Exception {
        pipeline = pipeline(Optional.of(LIMIT), TOO_LARGE, TOO_LONG, THROWING, GOOD);
        published = Published.of(run(pipeline, "good"), pipeline);
    }

    @Test
    void aGoodCandidateWinsAndThoseThatFailAreLastWithTheirReasons() {
        assertThat(published.models())
                .hasSize(2)
                .allSatisfy(model -> assertThat(model.manifest().params()).isEqualTo(GOOD.fixed()));
        assertThat(published.searches()).extracting(SearchResult::round).containsExactly(1L, 2L);
        assertThat(published.searches()).allSatisfy(result -> {
            assertThat(result.failure()).isEmpty();
            assertThat(result.winner()).hasValue(3);
            assertThat(result.candidates())
                    .extracting(CandidateResult::candidate)
                    .containsExactly(3, 0, 1, 2);
            assertThat(result.candidates()).extracting(CandidateResult::rank).containsExactly(1, 2, 2, 2);
            assertThat(result.candidates())
                    .extracting(FailureIsolationIT::reasons)
                    .containsExactly(
                            List.of(),
                            List.of(refused(pipeline, 0, 0), refused(pipeline, 0, 1)),
                            onEveryFold(STOPPED),
                            onEveryFold(THROWN));
        });
    }

    @Test
    void aFitThatIsStoppedComputesNoLonger() {
        double limitS = LIMIT.toMillis() / 1e3;
        assertThat(fits(1)).hasSize(2 * FOLDS).allSatisfy(fit -> {
            assertThat(fit.failure()).hasValue(STOPPED);
            assertThat(fit.wallS()).isBetween(limitS, limitS + 2);
            // The wall also counts others that had the core; this does not.
            assertThat(fit.cpuS()).isBetween(0.01, limitS + 0.25);
        });
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("fit-\\d+|fit-time-limit"));
    }

    @Test
    void whatIsRefusedCostsNothingAlsoWhenOthersOfItsKindWereSmall() {
        assertThat(fits(0)).hasSize(2 * FOLDS).allSatisfy(fit -> {
            assertThat(fit.expectedBytes()).isGreaterThan(MEMORY_MB * 1_000_000);
            assertThat(fit.cpuS()).isZero();
            assertThat(fit.allocatedBytes()).isZero();
        });
    }

    @Test
    void aRoundInWhichAllFailBringsNoModelAndTheNextStarts() throws Exception {
        Pipeline bad = pipeline(Optional.of(Duration.ofMillis(300)), TOO_LONG, THROWING, TOO_LARGE);

        Published ofBad = Published.of(run(bad, "bad"), bad);

        assertThat(ofBad.models()).isEmpty();
        assertThat(ofBad.searches()).extracting(SearchResult::round).containsExactly(1L, 2L);
        assertThat(ofBad.searches()).allSatisfy(result -> {
            assertThat(result.failure())
                    .hasValue("every candidate failed; the first: fold 0: stopped after its time limit of 0.3 s");
            assertThat(result.winner()).isEmpty();
            assertThat(result.artifactSha256()).isEmpty();
            assertThat(result.candidates()).extracting(CandidateResult::rank).containsOnly(1);
            assertThat(reasons(result.candidates().get(1))).isEqualTo(onEveryFold(THROWN));
            assertThat(reasons(result.candidates().get(2))).containsExactly(refused(bad, 2, 0), refused(bad, 2, 1));
        });
        assertThat(ofBad.rounds()).extracting(ResourceMetric.Round::failedFits).containsExactly(3 * FOLDS, 3 * FOLDS);
    }

    /** Before anything was learned. */
    private static String refused(Pipeline pipeline, int candidate, int fold) {
        long bytes = new Expectations(pipeline, CostModel.EMPTY)
                .bytes(CandidateGrids.expand(pipeline.search()).get(candidate), (fold + 1) * FOLD_ROWS);
        return "fold %d: would need about %,d MB of memory, max_memory allows %d MB"
                .formatted(fold, Math.ceilDiv(bytes, 1_000_000), MEMORY_MB);
    }

    private static List<ResourceMetric.Fit> fits(int candidate) {
        return published.fits().stream()
                .filter(fit -> fit.candidate() == candidate)
                .toList();
    }

    /** Which of the numbers that are none comes first depends on the rows. */
    private static List<String> reasons(CandidateResult candidate) {
        return candidate.failures().stream()
                .map(line -> line.replaceAll("-Infinity|NaN", "Infinity"))
                .toList();
    }

    private static List<String> onEveryFold(String reason) {
        return List.of("fold 0: " + reason, "fold 1: " + reason);
    }

    private static Pipeline pipeline(Optional<Duration> limit, CandidateGrid... candidates) {
        Pipeline base = Examples.classification("p", ROWS, ROWS, new NJobs(2));
        Search s = base.search();
        var search = new Search(
                List.of(candidates),
                new Cv(Cv.Splitter.FORWARD, FOLDS, Duration.ZERO),
                s.scoring(),
                s.refit(),
                s.seed(),
                limit,
                s.nested(),
                s.halving(),
                s.windows());
        // Half a megabyte less, as a share of the heap is never exact and reasons are rounded up.
        double allowed = MEMORY_MB * 1e6 - 5e5;
        return new Pipeline(
                base.name(),
                base.features(),
                base.label(),
                base.topics(),
                base.labelsWithin(),
                base.window(),
                base.retrain(),
                search,
                base.nJobs(),
                MemoryLimit.of(allowed / Runtime.getRuntime().maxMemory()),
                base.promotion(),
                base.drift());
    }

    private static CandidateGrid grid(String learner, Map<String, ParameterValue> fixed) {
        return new CandidateGrid(learner, Map.of(), fixed);
    }

    private static ParameterValue whole(int number) {
        return ParameterValue.of(number);
    }

    /** Two rounds: the second starts when the job hears of the end of the first. */
    private static List<OutputRecord> run(Pipeline pipeline, String folder) throws Exception {
        HEARD.clear();
        var spec = TrainerSpec.of(
                List.of(pipeline), 2, snapshots.resolve(folder).toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        var outputs = new ArrayList<OutputRecord>();
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(spec.fitParallelism(), configuration)) {
            var rows = env.fromData(
                    TypeInformation.of(LabeledRow.class),
                    Examples.rows(pipeline, 2 * ROWS).toArray(LabeledRow[]::new));
            var signals = env.fromData(1).map(new Hears()).returns(Signal.class).setParallelism(1);
            try (var all = TrainerJob.define(spec, rows, signals).executeAndCollect()) {
                all.forEachRemaining(record -> {
                    outputs.add(record);
                    if (record.topic().equals(pipeline.topics().searches())) {
                        HEARD.add(finished(pipeline, record));
                    }
                });
            }
        }
        return outputs;
    }

    private static Signal finished(Pipeline pipeline, OutputRecord record) {
        return Signal.finished(pipeline.name(), Json.read(record.value(), SearchResult.class), record.value());
    }

    /** Waits for what is heard. */
    private static final class Hears implements MapFunction<Integer, Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public Signal map(Integer number) throws InterruptedException {
            return HEARD.take();
        }
    }
}
