package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;

/**
 * What to measure.
 *
 * @param source of the rows that the model learns from and that are scored, again and again
 * @param megabytes of a model, at least, as it lies on its topic
 * @param changes of the champion that are timed
 * @param rowsPerSecond that are scored meanwhile
 * @param heapMb of the evaluator, in MiB, all of it there from the start
 * @param brokerHeapMb the same of the broker
 */
public record BenchModelChangeOptions(
        RowSource source, int megabytes, int changes, int rowsPerSecond, int heapMb, int brokerHeapMb, long seed) {}
