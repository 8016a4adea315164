package dev.evergreen.infra.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** What a process that runs rounds tells the one that started it: one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoundsMessage.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = RoundsMessage.Waits.class, name = "waits"),
    @JsonSubTypes.Type(value = RoundsMessage.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = RoundsMessage.Together.class, name = "together")
})
sealed interface RoundsMessage {

    /** How far it is, such as {@code round 2 of 3}. */
    record Progress(String stage, int done, int total) implements RoundsMessage {}

    /** It starts that round when it is sent a byte. */
    record Waits(int round) implements RoundsMessage {}

    /** All that it measured. */
    sealed interface Last extends RoundsMessage {}

    /** Rounds of one job, in order: the first in a cold JVM. */
    record Together(List<AutoRound> rounds) implements Last {
        public Together {
            rounds = List.copyOf(rounds);
        }
    }

    /**
     * Rounds of one job, likewise, with one fixed n_jobs, and what its process took.
     *
     * @param rounds in order: the first in a cold JVM
     * @param plain seconds that the plain loop took before each round; empty if it was not asked for
     * @param peakHeapMb the highest of any round
     * @param peakRssMb of the process since its start, where the system tells
     * @param swappedMb what the whole machine swapped in and out meanwhile; 0 where the system does not tell
     * @param othersShare of the machine's processors that other processes had meanwhile; 0 where the system does not tell
     */
    record Measured(
            int nJobs,
            List<RoundCost> rounds,
            List<Double> plain,
            double peakHeapMb,
            Optional<Double> peakRssMb,
            double swappedMb,
            double othersShare)
            implements Last {
        public Measured {
            rounds = List.copyOf(rounds);
            plain = List.copyOf(plain);
        }
    }
}
