package dev.evergreen.infra.cli;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.nio.file.Path;

/** Reads the YAML files that the user names. */
@SuppressWarnings("DoNotCallSuggester")
final class PipelineFiles {
    private PipelineFiles() {}

    static Pipeline pipeline(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }

    /** The {@code search} part of a pipeline file, alone in a file. */
    static Search search(Path file, Label label) {
        throw new UnsupportedOperationException(file.toString() + label);
    }
}
