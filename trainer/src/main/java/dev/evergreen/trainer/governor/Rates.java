package dev.evergreen.trainer.governor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How fast rounds went, by {@code n_jobs}. */
public record Rates(List<Rate> measured) {
    static final Rates NONE = new Rates(List.of());

    /** Of the newest round in the average, once there are enough of them. */
    private static final double ALPHA = 0.3;

    /**
     * How fast rounds of one {@code n_jobs} went.
     *
     * @param perS mean work a second, the newest rounds counting most
     * @param rounds that count; 0 if it ran cold and is only there to compare with
     */
    public record Rate(int nJobs, double perS, int rounds) {}

    public Rates {
        measured = List.copyOf(measured);
    }

    Optional<Rate> at(int nJobs) {
        return measured.stream().filter(rate -> rate.nJobs() == nJobs).findFirst();
    }

    int rounds(int nJobs) {
        return at(nJobs).map(Rate::rounds).orElse(0);
    }

    /** With one round more: {@code mean += weight * (rate - mean)}, {@code weight = max(ALPHA, 1 / rounds)}. */
    Rates with(int nJobs, double perS) {
        Rate old = at(nJobs).orElse(new Rate(nJobs, perS, 0));
        double weight = Math.max(ALPHA, 1.0 / (old.rounds() + 1));
        return forget(nJobs).plus(new Rate(nJobs, old.perS() + weight * (perS - old.perS()), old.rounds() + 1));
    }

    Rates cold(int nJobs, double perS) {
        return forget(nJobs).plus(new Rate(nJobs, perS, 0));
    }

    Rates forget(int nJobs) {
        return new Rates(measured.stream().filter(rate -> rate.nJobs() != nJobs).toList());
    }

    Rates upTo(int max) {
        return new Rates(measured.stream().filter(rate -> rate.nJobs() <= max).toList());
    }

    /** The fastest of those that are lower than {@code nJobs}. */
    Optional<Rate> bestBelow(int nJobs) {
        return measured.stream().filter(rate -> rate.nJobs() < nJobs).max(Comparator.comparingDouble(Rate::perS));
    }

    /**
     * Marginal efficiency, what each core more brings, in cores: {@code (rate(to) - rate(from)) / ((to - from) *
     * rate(1))}. Both must have been measured.
     */
    double gain(int from, int to) {
        return (perS(to) - perS(from)) / ((to - from) * serial());
    }

    /** {@code rate(nJobs) / rate(1)}. */
    double speedup(int nJobs) {
        return perS(nJobs) / serial();
    }

    /** {@code rate(1)}; what the lowest makes of it if that was not measured. */
    private double serial() {
        Rate lowest =
                measured.stream().min(Comparator.comparingInt(Rate::nJobs)).orElseThrow();
        return lowest.perS() / lowest.nJobs();
    }

    private double perS(int nJobs) {
        return at(nJobs).orElseThrow().perS();
    }

    private Rates plus(Rate rate) {
        return new Rates(Stream.concat(measured.stream(), Stream.of(rate)).toList());
    }
}
