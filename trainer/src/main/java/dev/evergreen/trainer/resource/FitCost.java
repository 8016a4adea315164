package dev.evergreen.trainer.resource;

/**
 * What one computation took.
 *
 * @param wallS seconds
 * @param cpuS seconds of CPU time, of its thread and of those that helped it
 * @param allocatedBytes by these threads, freed or not
 */
public record FitCost(double wallS, double cpuS, long allocatedBytes) {
    /** Of what never ran. */
    public static final FitCost NONE = new FitCost(0, 0, 0);

    public FitCost plus(FitCost other) {
        return new FitCost(wallS + other.wallS, cpuS + other.cpuS, allocatedBytes + other.allocatedBytes);
    }
}
