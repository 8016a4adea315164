package dev.evergreen.infra.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One time that a backlog was drained.
 *
 * @param seconds that it was measured, less than asked for if the backlog came to its end
 * @param othersShare of the machine's processors that processes had which take no part; 0 where the system does not tell
 */
public record DrainTurn(
        double rowsPerS,
        double seconds,
        @JsonProperty("cpu_s_per_1000_rows") double cpuSPer1000Rows,
        @JsonProperty("broker_cpu_s_per_1000_rows") double brokerCpuSPer1000Rows,
        double othersShare) {}
