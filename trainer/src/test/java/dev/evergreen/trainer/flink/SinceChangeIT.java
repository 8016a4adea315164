package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.SearchWindow;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.search.LearnerFitter;
import dev.evergreen.trainer.search.SerialSearch;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose labels mean the opposite from row 1,000 of 1,600 on, and an order to retrain that says so. */
class SinceChangeIT {
    private static final int ROWS = 1_600;
    private static final int CHANGED = 1_000;
    private static final WindowPart NEW_ROWS = new WindowPart(SearchWindow.SINCE_CHANGE, ROWS - CHANGED);

    @TempDir
    private Path snapshots;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRoundThatKnowsOfAChangeMayLearnFromWhatCameAfterItAlone(int nJobs) throws Exception {
        Pipeline pipeline = Examples.classification("p", ROWS, ROWS, new NJobs(nJobs));
        List<LabeledRow> rows = Examples.rows(pipeline, ROWS, CHANGED);
        Instant since = Instant.ofEpochMilli(rows.get(CHANGED).eventTime());

        Published published = TrainerLoop.run(
                pipeline,
                2,
                snapshots,
                new RowsThenSilence(pipeline, ROWS, CHANGED),
                2,
                UnaryOperator.identity(),
                order(since));

        TrainingData data = data(pipeline, rows);
        SearchResult before = published.searches().getFirst();
        assertThat(before.candidates()).extracting(CandidateResult::windowPart).containsOnly(Optional.empty());
        assertRanking(before, SerialSearch.run(pipeline.search(), data, 1, LearnerFitter.standard()));
        SearchResult after = published.searches().getLast();
        assertThat(after.candidates())
                .hasSize(6)
                .extracting(CandidateResult::windowPart)
                .containsOnly(Optional.of(NEW_ROWS), Optional.empty());
        assertRanking(
                after, SerialSearch.run(pipeline.search(), data, 2, Optional.of(since), LearnerFitter.standard()));
        ModelFile model = published.models().getLast();
        assertThat(model.manifest().windowPart()).contains(NEW_ROWS);
        assertThat(model.manifest().window().rows()).isEqualTo(ROWS);
        assertThat(model.manifest().artifactSha256()).isEqualTo(trainedAgain(model, data));
        assertThat(published.fits())
                .filteredOn(fit -> fit.round() == 2 && fit.fold().isEmpty())
                .extracting(ResourceMetric.Fit::windowPart, ResourceMetric.Fit::trainRows)
                .containsExactly(tuple(Optional.of(NEW_ROWS), ROWS - CHANGED));
        assertThat(published.models().getFirst().manifest().windowPart()).isEmpty();
    }

    private static void assertRanking(SearchResult result, SerialSearch.Result serial) {
        assertThat(result.candidates())
                .usingRecursiveComparison()
                .ignoringFields("meanFitS", "cost")
                .isEqualTo(((SerialSearch.Result.Searched) serial).ranking());
    }

    /** From what the manifest says alone. */
    private static String trainedAgain(ModelFile model, TrainingData data) throws Exception {
        var learner = Learners.standard().require(model.manifest().learner());
        var part = model.manifest().windowPart().orElseThrow();
        var again = learner.fit(
                data,
                RowSet.range(data.rows() - part.rows(), data.rows()),
                Parameters.of(learner, model.manifest().params()),
                model.manifest().seed());
        return ModelFile.artifactSha256(EnsembleCodec.encode(again));
    }

    private static ControlMessage order(Instant since) {
        return new ControlMessage(
                "p",
                ControlMessage.Command.RETRAIN,
                ControlMessage.Cause.USER,
                Optional.empty(),
                Optional.empty(),
                "accuracy fell",
                Optional.of(since),
                Optional.empty());
    }

    private static TrainingData data(Pipeline pipeline, List<LabeledRow> rows) {
        var builder = new TrainingDataBuilder(pipeline.features(), pipeline.label(), "p.labeled", rows.size());
        rows.forEach(row -> builder.add(
                row.id(),
                row.eventTime(),
                row.labelTime(),
                FeatureVector.owning(row.features()),
                row.label(),
                row.partition(),
                row.offset()));
        return builder.build().data();
    }
}
