package dev.evergreen.infra.bench;

import java.util.List;

/**
 * How ingest does at load, as {@code --json} prints it.
 *
 * @param runs who drained what waited, ingest first
 * @param sustained ingest at a rate that keeps up
 */
public record IngestReport(Setting setting, List<IngestRun> runs, SustainedRun sustained, List<String> warnings) {
    public IngestReport {
        runs = List.copyOf(runs);
        warnings = List.copyOf(warnings);
    }

    /**
     * What was measured, where.
     *
     * @param labelDelayRows how many rows a label comes after its features
     * @param rememberedRows how many rows an id is remembered after both were there
     * @param backlogRows that waited
     * @param inBytesPerRow of the values of features and label as they were sent
     * @param outBytesPerRow of the value of a labeled row
     * @param turns of each
     * @param heapMb that a contestant's process may have
     */
    public record Setting(
            String data,
            int features,
            int partitions,
            int labelDelayRows,
            int rememberedRows,
            long backlogRows,
            double inBytesPerRow,
            double outBytesPerRow,
            int turns,
            double warmUpS,
            double secondsPerTurn,
            int heapMb,
            int cores) {}
}
