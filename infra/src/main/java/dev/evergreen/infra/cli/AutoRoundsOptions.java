package dev.evergreen.infra.cli;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Rounds to run in one job in this process.
 *
 * @param rows of the file to use, the first ones
 * @param pipeline with the n_jobs to measure
 * @param burner rounds in which another process burns a core; empty if in none
 */
public record AutoRoundsOptions(Path file, long rows, Pipeline pipeline, int rounds, Optional<BurnerRounds> burner) {}
