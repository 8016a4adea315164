package dev.evergreen.infra.cli;

import java.util.List;

/** Rounds in which another process burns a core, the first and the last included, counted from 1. */
public record BurnerRounds(int from, int to) {

    /** Of what a user says: the two numbers, or nothing else. */
    static BurnerRounds of(List<Integer> fromTo, int rounds) {
        boolean allowed =
                fromTo.size() == 2 && fromTo.get(0) >= 2 && fromTo.get(0) <= fromTo.get(1) && fromTo.get(1) <= rounds;
        if (!allowed) {
            throw new BadInputException("--burner: '%s' is not allowed; allowed: FROM,TO with 2 <= FROM <= TO <= %d"
                    .formatted(
                            String.join(
                                    ",", fromTo.stream().map(String::valueOf).toList()),
                            rounds));
        }
        return new BurnerRounds(fromTo.get(0), fromTo.get(1));
    }

    public boolean contains(int round) {
        return round >= from && round <= to;
    }

    /** As the option is written. */
    @Override
    public String toString() {
        return from + "," + to;
    }
}
