package dev.evergreen.trainer.governor;

import java.util.Optional;

/** A round's measures, calm unless something is said: ten seconds on idle cores, with every meter there. */
final class Measured {
    private static final double WALL_S = 10;

    private final int nJobs;
    private final double rate;
    private Optional<String> failure = Optional.empty();
    private double wallS = WALL_S;
    private double cpuShare = 1;
    private Optional<Double> gcShare = Optional.of(0.0);
    private Optional<Double> heapShare = Optional.of(0.5);
    private Optional<Double> throttledShare = Optional.of(0.0);
    private Optional<Double> runQueue;
    private Optional<Double> otherCpu = Optional.of(0.0);
    private Optional<Integer> cores = Optional.empty();

    private Measured(int nJobs, double rate) {
        this.nJobs = nJobs;
        this.rate = rate;
        this.runQueue = Optional.of((double) nJobs);
    }

    static Measured round(int nJobs, double rate) {
        return new Measured(nJobs, rate);
    }

    Measured failed(String why) {
        failure = Optional.of(why);
        return this;
    }

    Measured lasting(double seconds) {
        wallS = seconds;
        return this;
    }

    Measured cpuShare(double share) {
        cpuShare = share;
        return this;
    }

    Measured gc(double share) {
        gcShare = Optional.of(share);
        return this;
    }

    Measured heap(double share) {
        heapShare = Optional.of(share);
        return this;
    }

    Measured throttled(double share) {
        throttledShare = Optional.of(share);
        return this;
    }

    Measured queue(double threads) {
        runQueue = Optional.of(threads);
        return this;
    }

    Measured others(double used) {
        otherCpu = Optional.of(used);
        return this;
    }

    Measured cores(int number) {
        cores = Optional.of(number);
        return this;
    }

    /** As on a system that tells nothing but what Java itself knows. */
    Measured withoutMeters() {
        gcShare = Optional.empty();
        heapShare = Optional.empty();
        throttledShare = Optional.empty();
        runQueue = Optional.empty();
        otherCpu = Optional.empty();
        return this;
    }

    RoundMeasure get() {
        return on(2);
    }

    /** @param machine its cores, unless others were given */
    RoundMeasure on(int machine) {
        int n = cores.orElse(machine);
        double gcS = gcShare.orElse(0.0) * wallS;
        double fitWallS = nJobs * wallS;
        return new RoundMeasure(
                nJobs,
                failure,
                rate * wallS,
                wallS,
                cpuShare * (fitWallS - nJobs * gcS),
                fitWallS,
                gcShare.map(share -> share * wallS),
                Optional.of(fitWallS),
                heapShare.map(share -> (long) (share * (1L << 30))),
                1L << 30,
                throttledShare.map(share -> share * wallS * n),
                runQueue,
                otherCpu,
                n);
    }
}
