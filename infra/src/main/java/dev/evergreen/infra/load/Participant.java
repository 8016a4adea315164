package dev.evergreen.infra.load;

/** What works in a process of its own until it is closed. */
interface Participant extends AutoCloseable {
    /** Of the Kafka that it is, or works at. */
    String bootstrapServers();

    /** Whether it still works. */
    boolean running();

    @Override
    void close();
}
