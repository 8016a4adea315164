package dev.evergreen.infra.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How fast one drains what waits: medians of its turns.
 *
 * @param rowsPerS half of {@code recordsPerS}: a row is one record of features and one label
 * @param recordsPerS records in a second
 * @param shareOfLoop of the rate of the loop with transactions
 * @param cpuSPer1000Rows of its own process
 * @param brokerCpuSPer1000Rows of the broker meanwhile
 * @param turns in order
 */
public record IngestRun(
        String system,
        double rowsPerS,
        double recordsPerS,
        double shareOfLoop,
        @JsonProperty("cpu_s_per_1000_rows") double cpuSPer1000Rows,
        @JsonProperty("broker_cpu_s_per_1000_rows") double brokerCpuSPer1000Rows,
        List<DrainTurn> turns) {
    public IngestRun {
        turns = List.copyOf(turns);
    }

    /** The figures of some turns. */
    static IngestRun of(String system, List<DrainTurn> turns, double loopRowsPerS) {
        double rowsPerS = Medians.of(turns, DrainTurn::rowsPerS);
        return new IngestRun(
                system,
                rowsPerS,
                2 * rowsPerS,
                rowsPerS / loopRowsPerS,
                Medians.of(turns, DrainTurn::cpuSPer1000Rows),
                Medians.of(turns, DrainTurn::brokerCpuSPer1000Rows),
                turns);
    }
}
