package dev.evergreen.infra.kafka;

import dev.evergreen.ingest.event.ModelManifest;

/** One record of a topic of models. */
public sealed interface ModelRecord {
    int partition();

    long offset();

    /**
     * A model.
     *
     * @param bytes size of the record's value
     */
    record Published(int partition, long offset, int bytes, ModelManifest manifest) implements ModelRecord {}

    /** Bytes that are no model. */
    record Unreadable(int partition, long offset, String reason) implements ModelRecord {}
}
