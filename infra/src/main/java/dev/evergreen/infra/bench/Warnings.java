package dev.evergreen.infra.bench;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What in the figures should make one doubt them, or the machine. */
final class Warnings {
    private static final double GC_SHARE = 0.1;
    private static final double SWAPPED_MB = 1;
    private static final double SPREAD = 1.25;
    private static final double OTHERS_SHARE = 0.1;

    private Warnings() {}

    /**
     * Where processes take turns, the share of others has those that wait in it, whose compilers may have work left.
     *
     * @param plain the processes in which a plain loop took turns; may be none
     */
    static List<String> of(List<Run> runs, List<RoundsMessage.Measured> plain, BenchReport.Setting setting) {
        var warnings = new ArrayList<String>();
        int cores = setting.cores();
        int rounds = setting.rounds();
        if (rounds == 1) {
            warnings.add("one round only: the JVM is cold; --rounds 3 measures it warm");
        }
        for (Run run : runs) {
            if (run.nJobs() > cores) {
                warnings.add("n_jobs %d: at most %d fits compute at once, as there are %d cores"
                        .formatted(run.nJobs(), cores, cores));
            }
            if (run.gcS() > GC_SHARE * run.wallS()) {
                warnings.add(String.format(
                        ROOT,
                        "n_jobs %d: %.0f %% of the time goes into collecting garbage; more heap or fewer jobs",
                        run.nJobs(),
                        100 * run.gcS() / run.wallS()));
            }
            busy("n_jobs " + run.nJobs(), run.othersShare()).ifPresent(warnings::add);
            if (run.swappedMb() > SWAPPED_MB) {
                warnings.add(String.format(
                        ROOT,
                        "n_jobs %d: the machine swapped %,.0f MB meanwhile; fewer jobs or more memory",
                        run.nJobs(),
                        run.swappedMb()));
            }
        }
        plain.stream()
                .max(Comparator.comparingDouble(RoundsMessage.Measured::othersShare))
                .flatMap(busiest -> busy("plain loop", busiest.othersShare()))
                .ifPresent(warnings::add);
        runs.stream()
                .filter(run -> rounds > 2 && spread(run, rounds) > SPREAD)
                .findFirst()
                .ifPresent(run -> warnings.add(String.format(
                        ROOT,
                        "n_jobs %d: its slowest warm round took %.2f times its fastest; is the machine busy?%s",
                        run.nJobs(),
                        spread(run, rounds),
                        setting.inTurn() ? "" : " --in-turn compares round by round")));
        return warnings;
    }

    /** If others had much of the machine while something was measured. */
    static Optional<String> busy(String measured, double share) {
        return share <= OTHERS_SHARE
                ? Optional.empty()
                : Optional.of(String.format(
                        ROOT,
                        "%s: other processes had %.0f %% of the machine meanwhile; these figures are of a busy machine",
                        measured,
                        100 * share));
    }

    /** Of the warm rounds: every process begins with a cold one. */
    private static double spread(Run run, int rounds) {
        double fastest = Double.POSITIVE_INFINITY;
        double slowest = 0;
        for (int i = 0; i < run.rounds().size(); i++) {
            if (i % rounds != 0) {
                fastest = Math.min(fastest, run.rounds().get(i).wallS());
                slowest = Math.max(slowest, run.rounds().get(i).wallS());
            }
        }
        return slowest / fastest;
    }
}
