package dev.evergreen.infra.cli;

import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;

/**
 * A demo whose parts fit together: the pipeline has the source's columns and waits long enough for its labels.
 *
 * @param exit whether to end when all is replayed and evaluated, rather than stay up to be looked at
 * @param compare which other ways of retraining are tried after the end
 */
public record DemoOptions(
        RowSource source,
        Pipeline pipeline,
        Schedule schedule,
        boolean exit,
        Compared compare,
        DashboardOptions dashboard) {}
