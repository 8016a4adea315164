package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.search.CandidateGrids;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import dev.evergreen.trainer.window.TrainingWindow;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
    private final Pipeline pipeline = Examples.classification("p", 100, 100, new NJobs(1));

    @TempDir
    private Path folder;

    @Test
    void reportsScoresForAFold() throws Exception {
        FitReport report = run(request(0, Digests.plan(pipeline), written()));

        assertThat(report.outcome().failure()).isEmpty();
        assertThat(report.outcome().scores()).hasSize(2);
        assertThat(report.outcome().scores()[0]).isBetween(0.5, 1.0);
        assertThat(report.outcome().trainRows()).isEqualTo(25);
    }

    @Test
    void reportsAModelForTheRefit() throws Exception {
        FitReport report = run(request(FitRequest.REFIT, Digests.plan(pipeline), written()));

        assertThat(report.outcome().failure()).isEmpty();
        assertThat(report.outcome().artifact()).isNotEmpty();
        assertThat(RefitPart.decode(report.outcome().artifact()).ensembles())
                .singleElement()
                .satisfies(model -> {
                    TreeEnsemble decoded = EnsembleCodec.decode(model.artifact());
                    assertThat(decoded.trees()).isEqualTo(8).isEqualTo(model.trees());
                    assertThat(decoded.nodes()).isEqualTo(model.nodes());
                });
        assertThat(report.outcome().trainRows()).isEqualTo(100);
    }

    /** State may hold one, as when a job is replaced between a refit's parts. */
    @Test
    void aRefitOfAnEarlierVersionHasFailed() throws Exception {
        FitReport report = run(request(FitRequest.REFIT, Digests.plan(pipeline), written()));
        assertThat(Refit.together(List.of(report))).isInstanceOf(Refit.Fitted.class);
        FinishedFit fitted = report.outcome();
        byte[] artifact = fitted.artifact();
        // It began with the number of ensembles.
        var earlier = new FinishedFit(
                "",
                fitted.failures(),
                fitted.scores(),
                Arrays.copyOfRange(artifact, Integer.BYTES, artifact.length),
                fitted.trainRows(),
                fitted.startedAt(),
                fitted.fitS(),
                fitted.wallS(),
                fitted.cpuS(),
                fitted.allocatedBytes());

        Refit together = Refit.together(List.of(new FitReport(
                report.request(), earlier, report.subtask(), report.queueWaitS(), report.again(), report.load())));

        assertThat(together).isInstanceOf(Refit.Failed.class);
        assertThat(together.report().outcome().failure()).isEqualTo("a part of it was fitted by another version");
    }

    @Test
    void aWindowThatIsGoneIsAFailedFit() throws Exception {
        FitReport report = run(request(0, Digests.plan(pipeline), "p/round-1-000000000000.window"));

        assertThat(report.outcome().failure())
                .startsWith("the window p/round-1-000000000000.window cannot be read: FileNotFoundException");
    }

    @Test
    void aFitPlannedUnderAnotherSearchIsAFailedFit() throws Exception {
        FitReport report = run(request(0, "another", written()));

        assertThat(report.outcome().failure()).isEqualTo("the pipeline was changed while the round ran");
    }

    @Test
    void aFitThatWasDoneBeforeAFailureIsFoundAgain() throws Exception {
        FitRequest request = request(0, Digests.plan(pipeline), written());
        FitReport first = run(request);

        FitReport second = run(request);

        assertThat(first.again()).isFalse();
        assertThat(second.again()).isTrue();
        assertThat(second.outcome()).usingRecursiveComparison().isEqualTo(first.outcome());
    }

    @Test
    void aFitThatTakesTooLongIsStoppedAndFails() throws Exception {
        var endless =
                new CandidateGrid("gradient-boosting", Map.of(), Map.of("n_estimators", ParameterValue.of(10_000)));
        var search = pipeline.search();
        Pipeline limited = pipeline.withSearch(new Search(
                List.of(endless),
                search.cv(),
                search.scoring(),
                search.refit(),
                search.seed(),
                Optional.of(Duration.ofMillis(100)),
                true,
                Optional.empty(),
                search.windows()));
        long before = System.nanoTime();

        FitReport report = run(limited, request(limited, 0, 2_000, Digests.plan(limited), written(8_000)));

        assertThat(report.outcome().failure()).isEqualTo("stopped after its time limit of 0.1 s");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(report.outcome().wallS()).isBetween(0.1, 5.0);
    }

    @Test
    void aFitThatMemoryNeverHasRoomForIsRefused() throws Exception {
        try (var shared = SharedInProcess.join("job", 1, 1)) {
            var fit = new Fit(pipeline, folder.toUri().toString(), shared, 0);

            FitReport report = fit.refuse(request(0, "", ""), 500_000);

            assertThat(report.outcome().failure()).isEqualTo("would need about 1 MB of memory, max_memory allows 1 MB");
        }
    }

    private FitReport run(FitRequest request) throws Exception {
        return run(pipeline, request);
    }

    private FitReport run(Pipeline pipeline, FitRequest request) throws Exception {
        try (var shared = SharedInProcess.join("job", 1, 1);
                var thread = new FitThread("fit")) {
            return thread.call(() -> new Fit(pipeline, folder.toUri().toString(), shared, 0).run(request));
        }
    }

    /** Of the first fold of three, or of the whole window. */
    private static int rows(int fold) {
        return fold == FitRequest.REFIT ? 100 : 25;
    }

    private FitRequest request(int fold, String plan, String snapshot) {
        return request(pipeline, fold, rows(fold), plan, snapshot);
    }

    private static FitRequest request(Pipeline pipeline, int fold, int trainRows, String plan, String snapshot) {
        byte[] candidates = Json.write(CandidateGrids.expand(pipeline.search()).subList(0, 1));
        return new FitRequest(
                "p",
                1,
                0,
                candidates,
                0,
                fold,
                trainRows,
                0,
                0,
                1,
                7,
                plan,
                snapshot,
                0,
                1,
                0,
                1,
                1,
                FitRequest.NOTHING_CARRIED);
    }

    private String written() throws Exception {
        return written(100);
    }

    private String written(int rows) throws Exception {
        var builder = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), rows);
        for (LabeledRow row : Examples.rows(pipeline, rows)) {
            builder.add(row.id(), row.eventTime(), FeatureVector.owning(row.features()), row.label(), 0, row.offset());
        }
        TrainingWindow window = builder.build();
        String name = SnapshotFiles.name("p", 1, window);
        SnapshotFiles.write(SnapshotFiles.path(folder.toUri().toString(), name), WindowSnapshot.inline(window));
        return name;
    }
}
