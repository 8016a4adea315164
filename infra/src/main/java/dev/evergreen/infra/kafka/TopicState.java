package dev.evergreen.infra.kafka;

/**
 * A topic as it is now.
 *
 * @param created whether it was made just now
 */
public record TopicState(String name, int partitions, boolean created) {}
