package dev.evergreen.infra.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code n_jobs: auto} brought beside fixed values, as {@code --json} prints it.
 *
 * @param runs by size; of each, fixed n_jobs ascending, then auto
 * @param sizes what the runs of each size come to, ascending
 * @param ratioToBest the worst of all sizes; absent if one has none
 */
public record AutoReport(
        Setting setting,
        List<AutoRun> runs,
        List<AutoSize> sizes,
        Optional<Double> ratioToBest,
        List<String> warnings) {
    /** Cores of other processes, the burner not among them, that make figures doubtful. */
    private static final double OTHERS = 0.2;

    public AutoReport {
        runs = List.copyOf(runs);
        sizes = List.copyOf(sizes);
        warnings = List.copyOf(warnings);
    }

    /**
     * What was measured, where.
     *
     * @param data its name
     * @param rounds of each process
     * @param burner the first and the last round in which another process burned a core; empty if none did
     */
    public record Setting(
            String data, int features, int candidates, int folds, int rounds, List<Integer> burner, int cores) {
        public Setting {
            burner = List.copyOf(burner);
        }
    }

    /** @throws IllegalStateException if two runs of a size found different winners in a round */
    static AutoReport of(Setting setting, List<AutoRun> runs) {
        List<AutoSize> sizes = runs.stream()
                .map(AutoRun::rows)
                .distinct()
                .sorted()
                .map(rows -> AutoSize.of(
                        rows, runs.stream().filter(run -> run.rows() == rows).toList()))
                .toList();
        boolean all = sizes.stream().allMatch(size -> size.ratioToBest().isPresent());
        return new AutoReport(
                setting,
                runs,
                sizes,
                all
                        ? sizes.stream()
                                .map(size -> size.ratioToBest().orElseThrow())
                                .max(Comparator.naturalOrder())
                        : Optional.empty(),
                warnings(runs, sizes));
    }

    private static List<String> warnings(List<AutoRun> runs, List<AutoSize> sizes) {
        var warnings = new ArrayList<String>();
        for (AutoSize size : sizes) {
            if (size.ratioToBest().isEmpty()) {
                warnings.add(text(
                        "%,d rows: auto did not settle before %s; more --rounds",
                        size.rows(),
                        size.comparable() < runs.getFirst().rounds().size() ? "the burner" : "the end"));
            }
        }
        for (AutoRun run : runs) {
            List<Double> others = run.rounds().stream()
                    .filter(round -> !round.burner())
                    .flatMap(round -> round.otherCpu().stream())
                    .toList();
            double used = others.isEmpty() ? 0 : Medians.of(others, cores -> cores);
            if (used > OTHERS) {
                warnings.add(text(
                        "%,d rows, n_jobs %s: other processes used %.1f cores meanwhile; these figures are of a busy "
                                + "machine",
                        run.rows(), run.asked(), used));
            }
        }
        return warnings;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
