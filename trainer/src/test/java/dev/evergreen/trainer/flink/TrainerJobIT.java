package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Halving;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.search.LearnerFitter;
import dev.evergreen.trainer.search.SerialSearch;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import dev.evergreen.trainer.window.TrainingWindow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerJobIT {
    private static final int CORES = 2;

    @TempDir
    private Path snapshots;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void publishesTheWinnerOfTheSerialSearchWhateverNJobs(int nJobs) throws Exception {
        Pipeline pipeline = Examples.classification("p", 300, 300, new NJobs(nJobs));

        Published published = Published.of(run(List.of(pipeline), Examples.rows(pipeline, 300)), pipeline);

        SerialSearch.Result.Searched serial = serial(pipeline, window(pipeline, 0, 300), 1);
        SearchResult result = published.searches().getFirst();
        assertThat(result.candidates())
                .usingRecursiveComparison()
                .ignoringFields("meanFitS", "cost")
                .isEqualTo(serial.ranking());
        assertThat(result.winner()).hasValue(serial.winner().orElseThrow().number());
        assertThat(result.failure()).isEmpty();
        ModelFile model = published.models().getFirst();
        assertThat(model.manifest().artifactSha256())
                .isEqualTo(result.artifactSha256().orElseThrow())
                .isEqualTo(refitted(pipeline, model));
        assertThat(model.manifest().window()).isEqualTo(window(pipeline, 0, 300).info());
    }

    @Test
    void aFitThatServesSeveralCandidatesScoresEachAsAFitOfItsOwnWould() throws Exception {
        Pipeline pipeline = nested(Examples.classification("p", 300, 300, new NJobs(2)));

        Published published = Published.of(run(List.of(pipeline), Examples.rows(pipeline, 300)), pipeline);

        Pipeline apart = pipeline.withSearch(pipeline.search().withNested(false));
        SerialSearch.Result.Searched serial = serial(apart, window(apart, 0, 300), 1);
        SearchResult result = published.searches().getFirst();
        assertThat(serial.plan().tasks()).hasSize(6 * 3);
        assertThat(result.candidates())
                .usingRecursiveComparison()
                .ignoringFields("meanFitS", "cost")
                .isEqualTo(serial.ranking());
        assertThat(result.winner()).hasValue(serial.winner().orElseThrow().number());
        assertThat(published.models().getFirst().manifest().artifactSha256())
                .isEqualTo(refitted(pipeline, published.models().getFirst()));
        assertThat(published.fits())
                .filteredOn(fit -> fit.fold().isPresent())
                .hasSize(3 * 3)
                .extracting(ResourceMetric.Fit::candidate, ResourceMetric.Fit::candidates)
                .containsOnly(tuple(1, List.of(0, 1)), tuple(3, List.of(2, 3)), tuple(4, List.of(4, 5)));
        assertThat(published.rounds().getFirst().fits()).isEqualTo(3 * 3 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void halvesAsTheSerialSearchDoes(int nJobs) throws Exception {
        Pipeline plain = nested(Examples.classification("p", 300, 300, new NJobs(nJobs)));
        Pipeline halving = plain.withSearch(plain.search().withHalving(new Halving(2, Optional.empty(), false)));
        Pipeline exhaustive = Examples.regression("other", 150, 150);
        var rows = new ArrayList<>(Examples.rows(halving, 300));
        rows.addAll(Examples.rows(exhaustive, 150));

        List<OutputRecord> outputs = run(List.of(halving, exhaustive), rows);

        Published published = Published.of(outputs, halving);
        SerialSearch.Result.Searched serial = serial(halving, window(halving, 0, 300), 1);
        assertThat(serial.plan().shape().rungs()).hasSize(3);
        SearchResult result = published.searches().getFirst();
        assertThat(result.candidates())
                .usingRecursiveComparison()
                .ignoringFields("meanFitS", "cost")
                .isEqualTo(serial.ranking());
        assertThat(result.winner()).hasValue(serial.winner().orElseThrow().number());
        assertThat(published.models()).hasSize(1);
        assertThat(published.rounds().getFirst().fits())
                .isEqualTo(published.fits().size());
        assertThat(Published.of(outputs, exhaustive).models()).hasSize(1);
    }

    /** Two forests and a boosting, each in two sizes. */
    private static Pipeline nested(Pipeline pipeline) {
        var sizes = List.of(ParameterValue.of(3), ParameterValue.of(9));
        var depths = List.of(ParameterValue.of(2), ParameterValue.of(6));
        var forest = new CandidateGrid("random-forest", Map.of("max_depth", depths, "n_estimators", sizes), Map.of());
        var boosting = new CandidateGrid("gradient-boosting", Map.of("n_estimators", sizes.reversed()), Map.of());
        Search s = pipeline.search();
        return pipeline.withSearch(new Search(List.of(forest, boosting), s.cv(), s.scoring(), s.refit(), s.seed()));
    }

    /** Trains again from the manifest alone. */
    private static String refitted(Pipeline pipeline, ModelFile model) throws Exception {
        var learner = Learners.standard().require(model.manifest().learner());
        var data = window(pipeline, 0, model.manifest().window().rows()).data();
        var again = learner.fit(
                data,
                RowSet.range(0, data.rows()),
                Parameters.of(learner, model.manifest().params()),
                model.manifest().seed());
        return ModelFile.artifactSha256(EnsembleCodec.encode(again));
    }

    @Test
    void accountsForEveryFitAndTheRound() throws Exception {
        Pipeline pipeline = Examples.classification("p", 300, 300, new NJobs(2));

        Published published = Published.of(run(List.of(pipeline), Examples.rows(pipeline, 300)), pipeline);

        assertThat(published.fits()).hasSize(3 * 3 + 1).allSatisfy(fit -> {
            assertThat(fit.failure()).isEmpty();
            assertThat(fit.cpuS()).isPositive();
            assertThat(fit.allocatedBytes()).isPositive();
        });
        assertThat(published.fits()).filteredOn(fit -> fit.fold().isEmpty()).hasSize(1);
        assertThat(published.fits()).extracting(ResourceMetric.Fit::subtask).containsOnly(0, 1);
        ResourceMetric.Round round = published.rounds().getFirst();
        assertThat(round.fits()).isEqualTo(10);
        assertThat(round.nJobs()).isEqualTo(2);
        assertThat(round.cpuS())
                .isEqualTo(
                        published.fits().stream()
                                .mapToDouble(ResourceMetric.Fit::cpuS)
                                .sum(),
                        Offset.offset(1e-6));
        assertThat(round.processCpuS().orElseThrow()).isGreaterThan(round.cpuS());
    }

    @Test
    void runsTwoPipelinesInOneJob() throws Exception {
        Pipeline classes = Examples.classification("classes", 200, 200, new NJobs(2));
        Pipeline numbers = Examples.regression("numbers", 150, 150);
        var rows = new ArrayList<LabeledRow>();
        List<LabeledRow> of1 = Examples.rows(classes, 200);
        List<LabeledRow> of2 = Examples.rows(numbers, 200);
        for (int i = 0; i < 200; i++) {
            rows.add(of1.get(i));
            rows.add(of2.get(i));
        }

        List<OutputRecord> outputs = run(List.of(classes, numbers), rows);

        assertThat(Published.of(outputs, classes).models()).singleElement().satisfies(model -> {
            assertThat(model.ensemble().classifier()).isTrue();
            assertThat(model.manifest().window().rows()).isEqualTo(200);
        });
        assertThat(Published.of(outputs, numbers).models()).singleElement().satisfies(model -> {
            assertThat(model.ensemble().classifier()).isFalse();
            assertThat(model.manifest().window().rows()).isEqualTo(150);
        });
    }

    @Test
    void failsARoundThatCannotBeSplitAndSaysWhy() throws Exception {
        Pipeline pipeline = Examples.classification("p", 3, 300, new NJobs(1));

        Published published = Published.of(run(List.of(pipeline), Examples.rows(pipeline, 3)), pipeline);

        assertThat(published.models()).isEmpty();
        assertThat(published.searches())
                .singleElement()
                .satisfies(result -> assertThat(result.failure())
                        .hasValue("3 folds of the splitter 'forward' need at least 4 rows, the window holds 3"));
    }

    @Test
    void failsTheRoundOfAModelThatItsTopicWouldNotTake() throws Exception {
        Pipeline pipeline = Examples.classification("p", 300, 300, new NJobs(1));
        var spec = new TrainerSpec(
                TrainerSpec.of(List.of(pipeline), CORES, "unused").pipelineFiles(),
                CORES,
                snapshots.toUri().toString(),
                1_000,
                Map.of());

        Published published = Published.of(run(spec, Examples.rows(pipeline, 300)), pipeline);

        assertThat(published.models()).isEmpty();
        assertThat(published.searches().getFirst().failure().orElseThrow())
                .matches("the model has [\\d,]+ bytes and the topic takes 1,000: try fewer or shallower trees");
    }

    private List<OutputRecord> run(List<Pipeline> pipelines, List<LabeledRow> rows) throws Exception {
        return run(TrainerSpec.of(pipelines, CORES, snapshots.toUri().toString()), rows);
    }

    private static List<OutputRecord> run(TrainerSpec spec, List<LabeledRow> rows) throws Exception {
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(spec.fitParallelism(), configuration)) {
            var input = env.fromData(TypeInformation.of(LabeledRow.class), rows.toArray(LabeledRow[]::new));
            var signals = input.filter(row -> false)
                    .map(row -> Signal.finished(row.pipeline(), 0, 0))
                    .returns(Signal.class);
            var outputs = new ArrayList<OutputRecord>();
            try (var all = TrainerJob.define(spec, input, signals).executeAndCollect()) {
                all.forEachRemaining(outputs::add);
            }
            return outputs;
        }
    }

    private static TrainingWindow window(Pipeline pipeline, int from, int to) {
        var builder = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), to - from);
        for (LabeledRow row : Examples.rows(pipeline, to).subList(from, to)) {
            builder.add(
                    row.id(),
                    row.eventTime(),
                    FeatureVector.owning(row.features()),
                    row.label(),
                    row.partition(),
                    row.offset());
        }
        return builder.build();
    }

    private static SerialSearch.Result.Searched serial(Pipeline pipeline, TrainingWindow window, long round)
            throws InterruptedException {
        return (SerialSearch.Result.Searched)
                SerialSearch.run(pipeline.search(), window.data(), round, LearnerFitter.standard());
    }
}
