package dev.evergreen.infra.bench;

import java.util.Optional;

/**
 * A moment of a steady run.
 *
 * @param atS since it began
 * @param rowsPerS that became readable since the sample before
 * @param lagRecords of features and labels that were not committed yet
 * @param rssMb of ingest's process; 0 where the system does not tell
 * @param heapMb that its newest collections left, the least of a second; absent before the first
 */
public record LoadSample(double atS, double rowsPerS, long lagRecords, double rssMb, Optional<Double> heapMb) {}
