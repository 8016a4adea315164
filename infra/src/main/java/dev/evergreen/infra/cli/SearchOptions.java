package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;

/**
 * One search over all of a source's rows.
 *
 * @param pipeline whose columns are the source's; its search and n_jobs are those to use
 */
public record SearchOptions(RowSource source, Pipeline pipeline) {}
