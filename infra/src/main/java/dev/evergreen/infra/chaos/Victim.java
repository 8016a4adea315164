package dev.evergreen.infra.chaos;

/** A process that can be killed, together with whoever starts it again. */
interface Victim {

    /** Such as {@code TaskManager 2}. */
    String name();

    /** Ends it as {@code kill -9} does. It is started again at once. */
    void kill() throws Exception;

    /** Whether the one that was killed does again what it is there for. */
    boolean isWell() throws Exception;
}
