package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells whether a pipeline is still what it was when state was written. */
final class Digests {
    /** Why a round fails whose plan is no longer the pipeline's. */
    static final String CHANGED = "the pipeline was changed while the round ran";

    private static final int LENGTH = 16;

    private Digests() {}

    /** Of features and label and nothing else, such as new defaults: rows are only readable under the same. */
    static String columns(Pipeline pipeline) {
        return of(Json.write(List.of(pipeline.features(), pipeline.label())));
    }

    /** Of features, label and search: a round's reports only add up under the same. */
    static String plan(Pipeline pipeline) {
        return of(Pipeline.of(pipeline.name(), pipeline.features(), pipeline.label())
                .withSearch(pipeline.search()));
    }

    /** Those of {@link #plan} by a pipeline's name: made once, as each goes through the pipeline's file. */
    static Map<String, String> plans(Collection<Pipeline> pipelines) {
        return pipelines.stream().collect(Collectors.toMap(Pipeline::name, Digests::plan));
    }

    private static String of(Pipeline pipeline) {
        return of(PipelineFile.write(pipeline).getBytes(StandardCharsets.UTF_8));
    }

    private static String of(byte[] text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
