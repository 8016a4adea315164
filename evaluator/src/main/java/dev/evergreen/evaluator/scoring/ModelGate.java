package dev.evergreen.evaluator.scoring;

import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.text.OneLine;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.List;
import java.util.Optional;

/** Lets in the models that are whole and were trained for just this pipeline's features and label. */
public record ModelGate(Pipeline pipeline) {
    private static final int MAX_REASON = 300;

    public ModelCheck check(byte[] bytes) {
        ModelFile file;
        try {
            file = ModelFile.decode(bytes, Limits.MODEL);
        } catch (MalformedArtifactException e) {
            return refused(e.getMessage());
        } catch (RuntimeException e) {
            // A model comes from outside and stays on its topic: were the decoder to trip over one, each restart would.
            return refused("cannot be read: " + e);
        }
        return fault(file.manifest())
                .<ModelCheck>map(ModelGate::refused)
                .orElseGet(() -> new ModelCheck.Accepted(
                        ServedModel.of(file.manifest().round(), file.ensemble()),
                        file.manifest().window().lastEventTime()));
    }

    private Optional<String> fault(ModelManifest manifest) {
        if (!manifest.pipeline().equals(pipeline.name())) {
            return Optional.of("of pipeline %s, not %s".formatted(manifest.pipeline(), pipeline.name()));
        }
        if (manifest.round() < 0) {
            return Optional.of("of round " + manifest.round());
        }
        if (!manifest.label().equals(pipeline.label())) {
            return Optional.of("predicts %s, not %s".formatted(manifest.label(), pipeline.label()));
        }
        return fault(manifest.features());
    }

    private Optional<String> fault(List<Feature> features) {
        if (features.size() != pipeline.features().size()) {
            return Optional.of("has %d features, not %d"
                    .formatted(features.size(), pipeline.features().size()));
        }
        for (int f = 0; f < features.size(); f++) {
            if (!features.get(f).equals(pipeline.features().get(f))) {
                return Optional.of("feature %d is %s, not %s"
                        .formatted(f, features.get(f), pipeline.features().get(f)));
            }
        }
        return Optional.empty();
    }

    private static ModelCheck refused(String reason) {
        return new ModelCheck.Refused(OneLine.of(reason, MAX_REASON));
    }
}
