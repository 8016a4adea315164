package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.Optional;

/**
 * How many fits run at once. A number has joblib's meaning: 1 serial, n that many, -1 all cores, -2 all but one; 0 is an
 * error. Without one it is {@code auto}: as many as are found to pay, from round to round.
 */
public record NJobs(Optional<Integer> number) {
    public static final NJobs ALL = new NJobs(-1);
    public static final NJobs AUTO = new NJobs(Optional.empty());
    private static final String ALLOWED = "1 or more, -1 (all cores) or less (-2: all but one), or auto";
    private static final String WORD = "auto";

    public NJobs {
        require(number.isEmpty() || number.get() != 0, "n_jobs", 0, ALLOWED);
    }

    public NJobs(int number) {
        this(Optional.of(number));
    }

    /**
     * Reads what stands in a file or behind an option.
     *
     * @throws InvalidPipelineException if that is neither a number with a meaning nor {@code auto}
     */
    public static NJobs parse(String text) {
        try {
            return text.equals(WORD) ? AUTO : new NJobs(Integer.parseInt(text));
        } catch (NumberFormatException noNumber) {
            throw new InvalidPipelineException("n_jobs", text, ALLOWED);
        }
    }

    public boolean isAuto() {
        return number.isEmpty();
    }

    /**
     * The most that can be at once on a machine, or on a cluster with so many slots; without {@code auto} it is just that
     * many. As in joblib at least 1, however negative.
     *
     * @param cores 1 or more
     */
    public int resolve(int cores) {
        int asked = number.orElse(-1);
        return asked > 0 ? asked : Math.max(1, cores + 1 + asked);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return number.map(String::valueOf).orElse(WORD);
    }
}
