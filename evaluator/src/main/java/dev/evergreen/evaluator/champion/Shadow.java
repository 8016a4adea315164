package dev.evergreen.evaluator.champion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who may stay in the shadow when there is room for so many. */
record Shadow(int room, int minEvents, double alpha) {

    /**
     * Who has to go, if any: of those that had their chance, the one furthest from winning. If none had it yet, the one with
     * the fewest events but for the newcomer, so that rounds which come thick and fast do not keep each other from ever
     * being tested.
     *
     * @param challengers the newcomer is the last
     */
    Optional<Challenger> surplus(List<Challenger> challengers) {
        if (challengers.size() <= room) {
            return Optional.empty();
        }
        return challengers.stream()
                .filter(c -> c.wealth().events() >= minEvents)
                .min(Comparator.comparingDouble(c -> c.nearness(alpha)))
                .or(() -> leastTested(challengers));
    }

    private Optional<Challenger> leastTested(List<Challenger> challengers) {
        if (room == 1) {
            return Optional.of(challengers.getLast());
        }
        return challengers.stream()
                .limit(challengers.size() - 1L)
                .min(Comparator.comparingLong((Challenger c) -> c.wealth().events())
                        .thenComparing(Challenger::former)
                        .thenComparingLong(Challenger::round));
    }

    /** Those that meet a new champion: the old one first, for whom a quick return matters most, then the newest. */
    static List<Challenger> against(long newChampion, Optional<Long> oldChampion, List<Challenger> challengers) {
        var next = new ArrayList<Challenger>();
        oldChampion.map(Challenger::formerChampion).ifPresent(next::add);
        challengers.stream()
                .filter(c -> c.round() != newChampion)
                .sorted(Comparator.comparingLong(Challenger::round).reversed())
                .map(Challenger::anew)
                .forEach(next::add);
        return next;
    }
}
