package dev.evergreen.infra.replay;

/** Holds a replay back until the rest of the world has caught up. */
@FunctionalInterface
public interface Pace {
    /** Never waits. */
    Pace FREE = _ -> {};

    /**
     * Called before each label is sent, on the replay's thread; may block.
     *
     * @param labelsSent how many labels have been sent so far
     */
    void beforeLabel(long labelsSent) throws InterruptedException;
}
