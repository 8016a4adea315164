package dev.evergreen.infra.python;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What {@code search.py} says: one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SearchMessage.Started.class, name = "started"),
    @JsonSubTypes.Type(value = SearchMessage.Searched.class, name = "searched")
})
public sealed interface SearchMessage {

    /** All is imported and loaded, the workers are there, and the clock runs. */
    record Started() implements SearchMessage {}

    /**
     * Its last word.
     *
     * @param wallS of {@code GridSearchCV.fit}, the refit included
     * @param cpuS user and system, of the process and its workers meanwhile
     * @param processCpuS the same since the process began
     * @param bestCandidate its number
     */
    record Searched(double wallS, double cpuS, double processCpuS, int bestCandidate, double bestScore)
            implements SearchMessage {}
}
