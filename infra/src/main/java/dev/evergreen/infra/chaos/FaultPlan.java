package dev.evergreen.infra.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws what dies when: every kind of part once, in some order, then every kind once more. */
final class FaultPlan {
    /** A search of the rounds that are run takes longer, on two cores. */
    private static final Duration LATEST = Duration.ofMillis(1_500);

    private static final int INSTANCES = 6;

    /** The first round is left alone, so that there is a model that answers. */
    private static final int FIRST_ROUND = 2;

    private FaultPlan() {}

    /** One fault a round; the same for the same seed. */
    static List<Fault> of(long seed, int faults) {
        var random = new Random(seed);
        var plan = new ArrayList<Fault>();
        while (plan.size() < faults) {
            var parts = new ArrayList<>(List.of(Part.values()));
            Collections.shuffle(parts, random);
            for (Part part : parts.subList(0, Math.min(parts.size(), faults - plan.size()))) {
                Duration delay = Duration.ofMillis(random.nextLong(LATEST.toMillis()));
                plan.add(new Fault(FIRST_ROUND + plan.size(), part, random.nextInt(INSTANCES), delay));
            }
        }
        return plan;
    }

    /** Rounds that such a plan needs. */
    static int rounds(int faults) {
        return FIRST_ROUND - 1 + faults;
    }
}
