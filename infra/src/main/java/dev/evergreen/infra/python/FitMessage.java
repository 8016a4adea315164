package dev.evergreen.infra.python;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** What {@code fit.py} says: one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FitMessage.Fitted.class, name = "fitted"),
    @JsonSubTypes.Type(value = FitMessage.Done.class, name = "done")
})
public sealed interface FitMessage {

    /**
     * One estimator is done.
     *
     * @param number among those that it was asked for
     * @param seconds of each fit
     * @param predictions a file with those for the rows held out
     * @param peakRiseMb by how much the process's resident memory rose in the first fit, at most; absent where unknown
     */
    record Fitted(int number, List<Double> seconds, long nodes, String predictions, Optional<Double> peakRiseMb)
            implements FitMessage {
        public Fitted {
            seconds = List.copyOf(seconds);
        }
    }

    /** Its last word. */
    record Done(int fits) implements FitMessage {}
}
