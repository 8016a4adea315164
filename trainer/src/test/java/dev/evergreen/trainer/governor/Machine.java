package dev.evergreen.trainer.governor;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A model of a machine that trains: fits in parallel, then a refit on one thread, as in a round.
 *
 * <p>{@code n} fits and {@code b} threads of others share the cores evenly; fits together go no faster than memory lets
 * {@code bandwidth} of them. {@code wall = (1 - serial) / min(n * share(n), bandwidth) + serial / share(1)} for a round of
 * one second of work, {@code share(n) = min(1, cores / (n + b))}.
 *
 * @param serial share of the work that one thread does alone
 * @param noise relative, of the wall
 */
record Machine(int cores, double serial, double bandwidth, double noise) {
    private static final double WORK_S = 10;

    double wallS(int n) {
        return wallS(n, 0);
    }

    RoundMeasure run(int n, int others, RandomGenerator random) {
        double exact = wallS(n, others);
        double wall = exact * (1 + noise * (2 * random.nextDouble() - 1));
        double refitShare = WORK_S * serial / share(1, others) / exact;
        double queue = (1 - refitShare) * (n + others) + refitShare * (1 + others);
        double used = others * ((1 - refitShare) * share(n, others) + refitShare * share(1, others));
        double fits = wall * (1 - refitShare);
        double cpu = n * fits * share(n, others) + wall * refitShare * share(1, others);
        return new RoundMeasure(
                n,
                Optional.empty(),
                1_000 * WORK_S,
                wall,
                cpu,
                n * fits + wall * refitShare,
                Optional.of(0.01 * wall),
                Optional.of(cpu),
                Optional.of(100L),
                1_000,
                Optional.empty(),
                Optional.of(queue),
                Optional.of(used),
                cores);
    }

    private double wallS(int n, int others) {
        double parallel = Math.min(n * share(n, others), bandwidth);
        return WORK_S * ((1 - serial) / parallel + serial / share(1, others));
    }

    private double share(int n, int others) {
        return Math.min(1, (double) cores / (n + others));
    }
}
