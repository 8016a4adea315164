package dev.evergreen.infra.load;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What somebody who takes part is to work on.
 *
 * @param pipeline file of the pipeline on whose topics it works
 * @param name tells this group from others on the same topics
 * @param state folder for what it keeps on disk
 */
public record Assignment(String bootstrapServers, Path pipeline, String name, Path state) {

    /** As the words of a command line. */
    public List<String> words() {
        return List.of(bootstrapServers, pipeline.toString(), name, state.toString());
    }

    static Assignment read(List<String> words) {
        return new Assignment(words.get(0), Path.of(words.get(1)), words.get(2), Path.of(words.get(3)));
    }

    Pipeline load() {
        return PipelineFile.load(pipeline).getFirst();
    }
}
