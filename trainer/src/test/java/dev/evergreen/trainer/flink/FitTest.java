package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.search.CandidateGrids;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import dev.evergreen.trainer.window.TrainingWindow;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
    private final Pipeline pipeline = Examples.classification("p", 100, 100, new NJobs(1));

    @TempDir
    private Path folder;

    @Test
    void reportsScoresForAFold() throws Exception {
        FitReport report = run(request(0, Digests.plan(pipeline), written()));

        assertThat(report.failure()).isEmpty();
        assertThat(report.scores()).hasSize(2);
        assertThat(report.scores()[0]).isBetween(0.5, 1.0);
        assertThat(report.trainRows()).isEqualTo(25);
    }

    @Test
    void reportsAModelForTheRefit() throws Exception {
        FitReport report = run(request(FitRequest.REFIT, Digests.plan(pipeline), written()));

        assertThat(report.failure()).isEmpty();
        assertThat(report.artifact()).isNotEmpty();
        assertThat(report.trees()).isEqualTo(8);
        assertThat(report.trainRows()).isEqualTo(100);
    }

    @Test
    void aWindowThatIsGoneIsAFailedFit() throws Exception {
        FitReport report = run(request(0, Digests.plan(pipeline), "p/round-1-000000000000.window"));

        assertThat(report.failure())
                .startsWith("the window p/round-1-000000000000.window cannot be read: FileNotFoundException");
    }

    @Test
    void aFitPlannedUnderAnotherSearchIsAFailedFit() throws Exception {
        FitReport report = run(request(0, "another", written()));

        assertThat(report.failure()).isEqualTo("the pipeline was changed while the round ran");
    }

    private FitReport run(FitRequest request) throws Exception {
        try (var shared = SharedInProcess.join("job", 1, 1);
                var thread = new FitThread("fit")) {
            return thread.call(() -> new Fit(pipeline, folder.toUri().toString(), shared, 0).run(request));
        }
    }

    private FitRequest request(int fold, String plan, String snapshot) {
        byte[] candidate = Json.write(CandidateGrids.expand(pipeline.search()).getFirst());
        return new FitRequest("p", 1, candidate, fold, 7, plan, snapshot, 0, 0, FitRequest.NOTHING_CARRIED);
    }

    private String written() throws Exception {
        var builder = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), 100);
        for (LabeledRow row : Examples.rows(pipeline, 100)) {
            builder.add(row.id(), row.eventTime(), FeatureVector.owning(row.features()), row.label(), 0, row.offset());
        }
        TrainingWindow window = builder.build();
        String name = SnapshotFiles.name("p", 1, window);
        SnapshotFiles.write(SnapshotFiles.path(folder.toUri().toString(), name), WindowSnapshot.inline(window));
        return name;
    }
}
