package dev.evergreen.infra.cli;

import static java.util.stream.Collectors.joining;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.learner.Learners;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Reads the YAML files that the user names; what is wrong in them is said with the file's name. */
final class PipelineFiles {
    private PipelineFiles() {}

    /** The one pipeline of a file. */
    static Pipeline pipeline(Path file) {
        var all = pipelines(file);
        if (all.size() > 1) {
            throw new BadInputException("%s: holds %d pipelines (%s) where one is wanted"
                    .formatted(
                            file, all.size(), all.stream().map(Pipeline::name).collect(joining(", "))));
        }
        return all.getFirst();
    }

    /** The pipelines of a file, at least one, with learners and parameters that exist. */
    static List<Pipeline> pipelines(Path file) {
        return named(file, () -> {
            var all = PipelineFile.load(file);
            all.forEach(Learners.standard()::check);
            return all;
        });
    }

    /** The pipelines of some files, fit to run side by side. */
    static List<Pipeline> pipelines(List<Path> files) {
        var all = files.stream().flatMap(file -> pipelines(file).stream()).toList();
        PipelineFile.requireDistinct(all);
        return all;
    }

    /** The pipeline with the search of another file, which holds the {@code search} part of a pipeline file alone. */
    static Pipeline withSearch(Pipeline pipeline, Path file) {
        return named(file, () -> {
            var searched = pipeline.withSearch(PipelineFile.search(file, pipeline.features(), pipeline.label()));
            Learners.standard().check(searched);
            return searched;
        });
    }

    private static <T> T named(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidPipelineException e) {
            String message = e.getMessage();
            throw new BadInputException(message.startsWith(file + ":") ? message : file + ": " + message, e);
        }
    }
}
