package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.cli.BenchModelChangeOptions;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One forest, as the winner of any round. */
final class Models {
    private static final String LEARNER = "histogram-forest";
    /** Enough to tell about how large one of these trees is. */
    private static final int TRIED = 10;

    private static final double MARGIN = 1.02;

    private final Pipeline pipeline;
    private final int trees;
    private final int nodes;
    private final byte[] artifact;
    private final long seed;

    private Models(Pipeline pipeline, TreeEnsemble forest, byte[] artifact, long seed) {
        this.pipeline = pipeline;
        this.trees = forest.trees();
        this.nodes = forest.nodes();
        this.artifact = artifact;
        this.seed = seed;
    }

    /** Of as many trees as it takes to have the size that is asked for. */
    static Models fit(Pipeline pipeline, TrainingData rows, BenchModelChangeOptions options)
            throws InterruptedException {
        double wanted = options.megabytes() * 1e6;
        TreeEnsemble forest = fit(rows, TRIED, options.seed());
        byte[] artifact = EnsembleCodec.encode(forest);
        // The more trees there are, the less the next one adds.
        while (artifact.length < wanted) {
            int trees = (int) Math.ceil(forest.trees() * MARGIN * wanted / artifact.length);
            forest = fit(rows, trees, options.seed());
            artifact = EnsembleCodec.encode(forest);
        }
        return new Models(pipeline, forest, artifact, options.seed());
    }

    /** What {@link #write} has written. */
    static Models read(Pipeline pipeline, Path artifact, long seed) throws IOException, MalformedArtifactException {
        byte[] bytes = Files.readAllBytes(artifact);
        return new Models(pipeline, EnsembleCodec.decode(bytes), bytes, seed);
    }

    void write(Path artifact) throws IOException {
        var _ = Files.write(artifact, this.artifact);
    }

    private static TreeEnsemble fit(TrainingData rows, int trees, long seed) throws InterruptedException {
        Learner learner = Learners.standard().require(LEARNER);
        return learner.fit(rows, RowSet.range(0, rows.rows()), parameters(learner, trees), seed);
    }

    private static Parameters parameters(Learner learner, int trees) {
        return Parameters.of(learner, Map.of("n_estimators", ParameterValue.of(trees)));
    }

    int trees() {
        return trees;
    }

    int nodes() {
        return nodes;
    }

    /** As it goes to the topic, without its manifest. */
    int bytes() {
        return artifact.length;
    }

    /** As it goes to the topic. */
    byte[] ofRound(long round) {
        return ModelFile.encode(manifest(round), artifact);
    }

    private ModelManifest manifest(long round) {
        Instant now = Instant.now();
        return new ModelManifest(
                pipeline.name(),
                round,
                LEARNER,
                Map.of("n_estimators", ParameterValue.of(trees)),
                seed,
                pipeline.search().cv(),
                Scoring.ACCURACY,
                Map.of(Scoring.ACCURACY, ScoreSummary.of(List.of(0.5))),
                Optional.empty(),
                Optional.empty(),
                new WindowInfo(
                        1, now, now, List.of(new OffsetRange(pipeline.topics().labeled(), 0, 0, 0)), "00"),
                Optional.empty(),
                pipeline.features(),
                pipeline.label(),
                trees,
                nodes,
                artifact.length,
                ModelFile.artifactSha256(artifact),
                now,
                Map.of());
    }
}
