package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param source of the rows that are sent again and again
 * @param partitions of features, labels and labeled
 * @param labelDelay how many rows a label comes after its features
 * @param backlog rows that wait for whoever is to drain them
 * @param turns that each contestant drains
 * @param warmUp before each measurement
 * @param drain how long a turn is measured; also how long a rate is tried
 * @param sustained how long ingest then runs at a rate
 * @param load share of the highest rate that kept up in a try, at which it then runs
 * @param heapMb of a contestant's process
 */
public record BenchIngestOptions(
        RowSource source,
        int partitions,
        int labelDelay,
        long backlog,
        int turns,
        Duration warmUp,
        Duration drain,
        Duration sustained,
        double load,
        int heapMb,
        Optional<Path> plot) {}
