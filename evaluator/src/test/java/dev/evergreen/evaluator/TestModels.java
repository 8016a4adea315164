package dev.evergreen.evaluator;

import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models as the trainer publishes them, small enough to know their answers. */
public final class TestModels {
    private TestModels() {}

    /** For two classes and features of which the first decides: up to the threshold {@code below}, else {@code above}. */
    public static TreeEnsemble stump(int features, double threshold, double below, double above) {
        return TreeEnsembleBuilder.classifier(Combination.POSTERIORS, features, 2, new int[] {0, 1})
                .tree(1)
                .split(NodeKind.NUMERIC, 0, threshold)
                .leaf(1 - below, below)
                .leaf(1 - above, above)
                .build(new double[features]);
    }

    /** For numbers: one answer for all. */
    public static TreeEnsemble constant(int features, double answer) {
        return TreeEnsembleBuilder.regression(Combination.CONSTANT, features, answer)
                .build(new double[features]);
    }

    public static byte[] file(Pipeline pipeline, long round, TreeEnsemble ensemble) {
        byte[] artifact = EnsembleCodec.encode(ensemble);
        return ModelFile.encode(manifest(pipeline, round, ensemble, artifact), artifact);
    }

    private static ModelManifest manifest(Pipeline pipeline, long round, TreeEnsemble ensemble, byte[] artifact) {
        return new ModelManifest(
                pipeline.name(),
                round,
                "random-forest",
                Map.of(),
                42,
                Cv.DEFAULT,
                pipeline.label() instanceof Label.Classes ? Scoring.ROC_AUC : Scoring.RMSE,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new WindowInfo(2, Instant.EPOCH, Instant.EPOCH, List.of(), "00"),
                Optional.empty(),
                pipeline.features(),
                pipeline.label(),
                ensemble.trees(),
                ensemble.nodes(),
                artifact.length,
                ModelFile.artifactSha256(artifact),
                Instant.EPOCH,
                Map.of());
    }
}
