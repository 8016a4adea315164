package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

/**
 * How many fits run at once, with joblib's meaning: 1 serial, n that many, -1 all cores, -2 all but one; 0 is an error.
 */
public record NJobs(int value) {
    public static final NJobs ALL = new NJobs(-1);
    static final String ALLOWED = "1 or more, -1 (all cores) or less (-2: all but one)";

    public NJobs {
        require(value != 0, "n_jobs", value, ALLOWED);
    }

    /**
     * How many that is on a machine, or on a cluster with so many slots. As in joblib at least 1, however negative.
     *
     * @param cores 1 or more
     */
    public int resolve(int cores) {
        return value > 0 ? value : Math.max(1, cores + 1 + value);
    }
}
