package dev.evergreen.infra.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a process that takes part tells the one that measures it: one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LoadMessage.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = LoadMessage.Collected.class, name = "collected"),
    @JsonSubTypes.Type(value = LoadMessage.Live.class, name = "live"),
    @JsonSubTypes.Type(value = LoadMessage.ModelServes.class, name = "model-serves")
})
public sealed interface LoadMessage {

    /**
     * It works from now on.
     *
     * @param bootstrapServers of the Kafka that it is, or works at
     */
    record Ready(String bootstrapServers) implements LoadMessage {}

    /** The least that any collection of the last second left on the heap; not said if there was none. */
    record Collected(double heapMb) implements LoadMessage {}

    /** What is in use after a full collection, the answer to each line on stdin. */
    record Live(double heapMb) implements LoadMessage {}

    /** The model of this round gives the predictions from now on. */
    record ModelServes(long round) implements LoadMessage {}
}
