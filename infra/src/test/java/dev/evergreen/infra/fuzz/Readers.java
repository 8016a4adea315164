package dev.evergreen.infra.fuzz;

import dev.evergreen.evaluator.champion.ContestCodec;
import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.scoring.ModelCheck;
import dev.evergreen.evaluator.scoring.ModelGate;
import dev.evergreen.ingest.event.DriftAlarm;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that reads bytes from topics, or from the stores that topics restore. */
final class Readers {
    private static final byte[] KEY = Good.utf8("e1");
    private static final long TIME = 1_767_268_800_000L;

    private Readers() {}

    static List<Reader> all() {
        return Stream.of(inputs(), models(), records(), stores())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Reader> inputs() {
        Pipeline pipeline = Good.PIPELINE;
        var parser = new EventParser(pipeline);
        return List.of(
                Reader.of("features", Good.FEATURES, bytes -> refusal(parser.features(KEY, bytes, TIME))),
                Reader.of("labels", Good.LABELS, bytes -> refusal(parser.label(KEY, bytes, TIME))),
                Reader.of("labeled", Good.LABELED, bytes -> refusal(parser.labeled(KEY, bytes, TIME))),
                Reader.of("control", Good.CONTROL, bytes -> refusal(parser.control(bytes))),
                Reader.of("keys", Good.KEYS, bytes -> refusal(parser.features(bytes, Good.FEATURES.getFirst(), TIME))));
    }

    private static List<Reader> models() {
        var gate = new ModelGate(Good.PIPELINE);
        var sealed = new SealedModel();
        return List.of(
                Reader.of("models", List.of(sealed.file()), bytes -> refusal(gate.check(bytes))),
                new Reader(
                        "models, manifest behind the checksum",
                        List.of(sealed.manifest()),
                        sealed::withManifest,
                        bytes -> refusal(gate.check(bytes))),
                new Reader(
                        "models, trees behind the checksums",
                        List.of(sealed.body()),
                        sealed::withBody,
                        bytes -> refusal(gate.check(bytes))),
                new Reader(
                        "models list", List.of(sealed.manifest()), sealed::withManifest, Readers::refusalOfManifest));
    }

    /** JSON that the trainer, the evaluator, the command line and the dashboard read back. */
    private static List<Reader> records() {
        return List.of(
                json("champions", "lineup", Lineup.class),
                json("searches", "search-result", SearchResult.class),
                json("model-events", "model-event", ModelEvent.class),
                json("resource-metrics", "resource-metric", ResourceMetric.class),
                json("predictions", "prediction", Prediction.class),
                json("evaluations", "evaluation", Evaluation.class),
                json("drift", "drift-alarm", DriftAlarm.class),
                json("rejected", "reject", Reject.class),
                json("manifests", "model-manifest", ModelManifest.class));
    }

    private static List<Reader> stores() {
        Pipeline pipeline = Good.PIPELINE;
        return List.of(
                Reader.of("a contest's state", Good.contests(), bytes -> refused(() -> ContestCodec.read(bytes))),
                Reader.of(
                        "a drift watch's state",
                        Good.driftWatches(),
                        bytes -> refused(() -> DriftWatch.restore(pipeline, bytes))));
    }

    private static Reader json(String topic, String schema, Class<?> type) {
        return Reader.of(topic, Good.examples(schema), bytes -> {
            try {
                Json.read(bytes, type, Limits.LABELED);
                return Optional.empty();
            } catch (MalformedJson refused) {
                return Optional.of(refused.getMessage());
            }
        });
    }

    private static Optional<String> refused(Runnable read) {
        try {
            read.run();
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private static Optional<String> refusal(Parsed<?> parsed) {
        return switch (parsed) {
            case Parsed.Accepted<?> accepted -> Optional.empty();
            case Parsed.Rejected<?> rejected -> Optional.of(rejected.detail());
        };
    }

    private static Optional<String> refusal(ModelCheck check) {
        return switch (check) {
            case ModelCheck.Accepted accepted -> Optional.empty();
            case ModelCheck.Refused refused -> Optional.of(refused.reason());
        };
    }

    private static Optional<String> refusalOfManifest(byte[] bytes) {
        try {
            ModelFile.decodeManifest(bytes, Limits.MODEL);
            return Optional.empty();
        } catch (MalformedArtifactException refused) {
            return Optional.of(refused.getMessage());
        }
    }
}
