package dev.evergreen.trainer.resource;

/**
 * What a fit asks of its process before it may start.
 *
 * @param round what it belongs to: rounds that wait are served in turn
 * @param lane one of the lanes that the round has here; so many of its fits run at once as it has lanes
 * @param atOnce how many threads may work for the round at once, those included that help a fit
 * @param cost expected; the longest of a round starts first
 * @param bytes of memory that it is expected to need at its peak
 * @param memoryLimit how many bytes may be expected of all fits together while this one starts
 */
public record FitDemand(String round, int lane, int atOnce, double cost, long bytes, long memoryLimit) {

    /** Whether it could never run, even alone. */
    public boolean fitsNever() {
        return bytes > memoryLimit;
    }
}
