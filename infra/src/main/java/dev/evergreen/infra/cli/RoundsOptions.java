package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;

/**
 * Rounds to run one after another in this process.
 *
 * @param source the rows of {@code file} to use
 * @param pipeline with the n_jobs to measure
 * @param plain whether a plain loop takes turns with them
 * @param waits whether each round waits for a byte on stdin
 */
public record RoundsOptions(Path file, RowSource source, Pipeline pipeline, int rounds, boolean plain, boolean waits) {}
