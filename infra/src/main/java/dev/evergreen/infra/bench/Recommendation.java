package dev.evergreen.infra.bench;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Optional;

/**
 * Which n_jobs to take, and why.
 *
 * <p>The rule: n_jobs 1 pays. Going up, a larger value pays if each further job brings at least {@value #PAYS} of what the
 * first one does: {@code (speedup - speedup of the last that pays) / (jobs more)}. Of those that pay, the smallest whose
 * speed-up is within 5 % of the best among them is recommended: what is left to gain is less than the noise.
 *
 * @param reason one line
 */
record Recommendation(int nJobs, String reason) {
    static final double PAYS = 0.25;
    static final double AS_GOOD_AS_BEST = 1.05;

    /** @param runs ascending by n_jobs, 1 first */
    static Recommendation of(List<Run> runs) {
        Run serial = runs.getFirst();
        Run lastPaying = serial;
        Run best = serial;
        for (Run run : runs) {
            if (marginalEfficiency(lastPaying, run) >= PAYS) {
                lastPaying = run;
                best = run.speedup() > best.speedup() ? run : best;
            }
        }
        Run chosen = smallestAsGoodAs(best, runs);
        return new Recommendation(chosen.nJobs(), reason(serial, chosen, runs));
    }

    private static double marginalEfficiency(Run from, Run to) {
        return to.nJobs() == from.nJobs() ? 0 : (to.speedup() - from.speedup()) / (to.nJobs() - from.nJobs());
    }

    private static Run smallestAsGoodAs(Run best, List<Run> runs) {
        return runs.stream()
                .filter(run -> AS_GOOD_AS_BEST * run.speedup() >= best.speedup())
                .findFirst()
                .orElse(best);
    }

    private static String reason(Run serial, Run chosen, List<Run> runs) {
        Optional<String> larger = runs.stream()
                .filter(run -> run.nJobs() > chosen.nJobs())
                .findFirst()
                .map(run -> than(run, chosen));
        if (chosen.nJobs() == 1) {
            return larger.orElse("no other was measured");
        }
        return String.format(
                        ROOT,
                        "%.2f times as fast as 1 with %.0f %% efficiency",
                        chosen.speedup(),
                        100 * chosen.efficiency())
                + memory(serial, chosen)
                + larger.map(than -> "; " + than).orElse("");
    }

    private static String than(Run larger, Run chosen) {
        double ratio = larger.speedup() / chosen.speedup();
        return ratio < 1
                ? String.format(ROOT, "%d is %.2f times as slow", larger.nJobs(), 1 / ratio)
                : String.format(
                        ROOT,
                        "%d is only %.2f times as fast for %s the jobs",
                        larger.nJobs(),
                        ratio,
                        multiple(larger.nJobs(), chosen.nJobs()));
    }

    private static String multiple(int larger, int smaller) {
        if (larger == 2 * smaller) {
            return "twice";
        }
        return larger % smaller == 0
                ? larger / smaller + " times"
                : String.format(ROOT, "%.2f times", (double) larger / smaller);
    }

    private static String memory(Run serial, Run chosen) {
        return serial.peakRssMb().isPresent() && chosen.peakRssMb().isPresent()
                ? String.format(
                        ROOT,
                        "; memory %.2f times",
                        chosen.peakRssMb().get() / serial.peakRssMb().get())
                : "";
    }
}
