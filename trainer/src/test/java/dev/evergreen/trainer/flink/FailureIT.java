package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Halving;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job fails in the middle of a search, and goes on. */
class FailureIT {
    private static final int ROWS = 300;
    private static final int FITS = 9;
    private static final int REFIT = 1;

    /** Counts down to the failure; static, as the job's functions are copies. */
    private static final AtomicInteger UNTIL_FAILURE = new AtomicInteger();

    @TempDir
    private Path snapshots;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void onlyWhatWasInFlightIsDoneAgainAndTheWinnerIsTheSame(int nJobs) throws Exception {
        Pipeline pipeline = Examples.classification("p", ROWS, ROWS, new NJobs(nJobs));
        SearchResult undisturbed = Published.of(run(pipeline, "undisturbed", 0).outputs(), pipeline)
                .searches()
                .getFirst();

        Ran disturbed = run(pipeline, "disturbed", FITS / 2);

        SearchResult result =
                Published.of(disturbed.outputs(), pipeline).searches().getLast();
        assertThat(UNTIL_FAILURE).hasValueLessThan(0);
        assertThat(result.artifactSha256()).isPresent().isEqualTo(undisturbed.artifactSha256());
        assertThat(result.candidates())
                .usingRecursiveComparison()
                .ignoringFields("meanFitS", "cost")
                .isEqualTo(undisturbed.candidates());
        assertThat(disturbed.fitsDone()).isBetween((long) FITS + REFIT, (long) FITS + REFIT + nJobs);
        assertThat(result.resources().orElseThrow().foundAgain()).isGreaterThanOrEqualTo(FITS / 2 - nJobs);
    }

    @Test
    void aRefitThatWasDoneIsFoundAgainToo() throws Exception {
        Pipeline pipeline = Examples.classification("p", ROWS, ROWS, new NJobs(2));

        Ran disturbed = run(pipeline, "refit", FITS + REFIT);

        assertThat(disturbed.fitsDone()).isEqualTo(FITS + REFIT);
        assertThat(Published.of(disturbed.outputs(), pipeline)
                        .searches()
                        .getLast()
                        .artifactSha256())
                .isPresent();
    }

    /** Nine fits on half of the rows, then six on all of them, and the failure among these. */
    @Test
    void aSearchThatHalvesGoesOnFromItsRung() throws Exception {
        Pipeline plain = Examples.classification("p", ROWS, ROWS, new NJobs(2));
        Pipeline pipeline = plain.withSearch(plain.search().withHalving(new Halving(2, Optional.empty(), false)));
        SearchResult undisturbed = Published.of(run(pipeline, "halving", 0).outputs(), pipeline)
                .searches()
                .getFirst();

        Ran disturbed = run(pipeline, "halving-disturbed", 9 + 3);

        SearchResult result =
                Published.of(disturbed.outputs(), pipeline).searches().getLast();
        assertThat(UNTIL_FAILURE).hasValueLessThan(0);
        assertThat(result.artifactSha256()).isPresent().isEqualTo(undisturbed.artifactSha256());
        assertThat(result.candidates())
                .usingRecursiveComparison()
                .ignoringFields("meanFitS", "cost")
                .isEqualTo(undisturbed.candidates());
        assertThat(disturbed.fitsDone()).isBetween(9L + 6 + REFIT, 9L + 6 + REFIT + 2);
    }

    /**
     * What came out, with what a sink that is not exactly-once shows twice.
     *
     * @param fitsDone over all attempts, those that were found again not among them
     */
    private record Ran(List<OutputRecord> outputs, long fitsDone) {}

    private Ran run(Pipeline pipeline, String folder, int failAfterFits) throws Exception {
        UNTIL_FAILURE.set(failAfterFits == 0 ? Integer.MAX_VALUE : failAfterFits);
        var spec = TrainerSpec.of(
                List.of(pipeline), 2, snapshots.resolve(folder).toUri().toString());
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        FitCounters.addTo(configuration);
        var outputs = new ArrayList<OutputRecord>();
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(spec.fitParallelism(), configuration)) {
            env.enableCheckpointing(100);
            var rows = env.fromData(
                    TypeInformation.of(LabeledRow.class),
                    Examples.rows(pipeline, ROWS).toArray(LabeledRow[]::new));
            var signals = rows.filter(row -> false)
                    .map(row -> Signal.finished(row.pipeline(), 0, 0))
                    .returns(Signal.class);
            var failing = TrainerJob.define(spec, rows, signals)
                    .map(new FailsOnce())
                    .returns(OutputRecord.class)
                    .setParallelism(1);
            try (var all = failing.executeAndCollect()) {
                all.forEachRemaining(outputs::add);
            }
        }
        return new Ran(outputs, FitCounters.fits());
    }

    /** Fails, once, at so many fits. */
    private static final class FailsOnce implements MapFunction<OutputRecord, OutputRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public OutputRecord map(OutputRecord record) {
            if (record.topic().endsWith(".resource-metrics")
                    && Json.read(record.value(), ResourceMetric.class) instanceof ResourceMetric.Fit
                    && UNTIL_FAILURE.decrementAndGet() == 0) {
                UNTIL_FAILURE.decrementAndGet();
                throw new IllegalStateException("the failure that the test wants");
            }
            return record;
        }
    }
}
