package dev.evergreen.infra.cli;

import dev.evergreen.ingest.event.LabelDelays;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.event.PermutationImportance;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.SearchWindow;
import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A model of two classes that always answers the same. */
public final class ModelFixture {
    private static final double SECOND = 0.75;

    private ModelFixture() {}

    /** Of the artifact for one feature. */
    static String sha256() {
        return ModelFile.artifactSha256(artifact(1, SECOND));
    }

    public static byte[] encoded(Pipeline pipeline, long round) {
        return encoded(pipeline, round, SECOND);
    }

    /** One that gives the second class such a probability. */
    static byte[] encoded(Pipeline pipeline, long round, double second) {
        byte[] artifact = artifact(pipeline.features().size(), second);
        return ModelFile.encode(manifest(pipeline, round, artifact), artifact);
    }

    private static byte[] artifact(int features, double second) {
        return EnsembleCodec.encode(
                TreeEnsembleBuilder.classifier(Combination.CONSTANT, features, 2, new int[] {0, 1}, 1 - second, second)
                        .build(new double[features]));
    }

    private static ModelManifest manifest(Pipeline pipeline, long round, byte[] artifact) {
        return new ModelManifest(
                pipeline.name(),
                round,
                "random-forest",
                Map.of("n_estimators", ParameterValue.of(50), "max_depth", ParameterValue.of(6)),
                7,
                pipeline.search().cv(),
                Scoring.ACCURACY,
                Map.of(Scoring.ACCURACY, ScoreSummary.of(List.of(0.75, 0.875))),
                Optional.of(new OutOfBagScore(Scoring.ACCURACY, 0.8125, 1_999)),
                Optional.of(new PermutationImportance(
                        PermutationImportance.Rows.OUT_OF_BAG,
                        pipeline.features().stream().collect(Collectors.toMap(Feature::name, f -> 0.125)))),
                new WindowInfo(
                        2_000,
                        Instant.parse("2020-01-01T00:00:00Z"),
                        Instant.parse("2020-02-11T15:30:00Z"),
                        List.of(new OffsetRange("x.labeled", 0, 0, 1_999)),
                        "00ff",
                        Optional.of(new LabelDelays(1_800, 3_600, 5_400))),
                Optional.of(new WindowPart(SearchWindow.SINCE_CHANGE, 1_200)),
                pipeline.features(),
                pipeline.label(),
                0,
                0,
                artifact.length,
                ModelFile.artifactSha256(artifact),
                Instant.parse("2026-03-04T05:06:07.890Z"),
                Map.of("evergreen", "0.1.0", "java", "25"));
    }
}
