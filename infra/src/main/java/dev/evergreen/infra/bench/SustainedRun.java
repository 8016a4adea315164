package dev.evergreen.infra.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Ingest with rows that come at a steady rate. What is called of the beginning and the end is the median of the first and
 * the last tenth of the samples.
 *
 * @param minutes that it was measured
 * @param aimedRowsPerS rate of the feed
 * @param rowsPerS that became readable on {@code labeled}
 * @param shareOfLoop of the rate at which the loop with transactions drains, which shares the machine with no feed
 * @param shareOfDrained of the rate at which ingest drains
 * @param keptUp whether the lag at the end was no more than at the beginning and what comes within a commit interval
 * @param lagBegin records of features and labels that were not committed yet, as the others of lag
 * @param heapBeginMb what collections left on the heap, the least of a second; absent if there was none
 * @param heapLiveBeginMb in use after a full collection before the run
 * @param heapLiveEndMb the same after it
 * @param rssSlopeMbPerMin of a line through all samples
 * @param cpuSPer1000Rows of the process of ingest
 * @param feedCpuSPer1000Rows of this process, which sends the rows, and reads and checks what becomes of them
 * @param p50Ms from sending the label to its row being readable, as {@code p99Ms}
 * @param rowsChecked of all attempts: each of them arrived once
 * @param othersShare of the machine's processors that processes had which take no part; 0 where the system does not tell
 * @param attempts rates in order, tries first; the last is the run itself
 */
public record SustainedRun(
        double minutes,
        double aimedRowsPerS,
        double rowsPerS,
        double shareOfLoop,
        double shareOfDrained,
        boolean keptUp,
        double lagBegin,
        double lagEnd,
        double lagMax,
        double rssBeginMb,
        double rssEndMb,
        double rssSlopeMbPerMin,
        Optional<Double> heapBeginMb,
        Optional<Double> heapEndMb,
        double heapLiveBeginMb,
        double heapLiveEndMb,
        @JsonProperty("cpu_s_per_1000_rows") double cpuSPer1000Rows,
        @JsonProperty("broker_cpu_s_per_1000_rows") double brokerCpuSPer1000Rows,
        @JsonProperty("feed_cpu_s_per_1000_rows") double feedCpuSPer1000Rows,
        long p50Ms,
        long p99Ms,
        long rowsChecked,
        double othersShare,
        List<Attempt> attempts,
        List<LoadSample> samples) {
    public SustainedRun {
        attempts = List.copyOf(attempts);
        samples = List.copyOf(samples);
    }

    /** A rate that was tried. */
    public record Attempt(double rowsPerS, double seconds, boolean keptUp, double lagBegin, double lagEnd) {}
}
