package dev.evergreen.infra.kafka;

import org.apache.kafka.common.acl.AclOperation;

/** Something that a part has to be allowed at a Kafka that asks who is there. */
public sealed interface Need {
    /** One of a topic's operations. */
    record OnTopic(String topic, AclOperation operation) implements Need {}

    /** To make a topic of its own, if it is not there. */
    record MakeTopic(String topic) implements Need {}

    /** To be a member of a group, and commit its offsets. */
    record InGroup(String group) implements Need {}

    /** To write in transactions whose ids begin so. */
    record InTransactions(String prefix) implements Need {}
}
