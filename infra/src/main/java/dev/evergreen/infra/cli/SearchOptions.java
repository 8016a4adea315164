package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;

/**
 * One search over all of a source's rows.
 *
 * @param file that the rows are in
 * @param pipeline whose columns are the source's; its search and n_jobs are those to use
 * @param labelDelay how many rows a label comes after its features
 */
public record SearchOptions(Path file, RowSource source, Pipeline pipeline, int labelDelay) {}
