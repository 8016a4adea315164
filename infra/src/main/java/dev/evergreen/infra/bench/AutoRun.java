package dev.evergreen.infra.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.evergreen.ingest.pipeline.NJobs;
import java.util.List;

/**
 * One process: so many rows, one n_jobs.
 *
 * @param asked a number, or auto
 */
@JsonPropertyOrder({"rows", "n_jobs", "rounds"})
public record AutoRun(int rows, @JsonIgnore NJobs asked, List<AutoRound> rounds) {
    public AutoRun {
        rounds = List.copyOf(rounds);
    }

    /** A number or {@code "auto"}, for JSON. */
    @JsonProperty("n_jobs")
    public Object nJobs() {
        return asked.isAuto() ? asked.toString() : asked.number().orElseThrow();
    }
}
