package dev.evergreen.infra.bench;

import dev.evergreen.ingest.event.ResourceMetric.Action;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the runs of one size come to. Compared are the rounds before the burner burns, as what it leaves behind shows in
 * later ones.
 *
 * @param bestNJobs the fixed n_jobs whose rounds are the fastest
 * @param comparable rounds before the burner, all if there is none
 * @param settledAfter rounds of auto until it stayed; absent if it did not, or only in the last comparable one
 * @param ratioToBest the median wall of auto's rounds after {@code settledAfter}, over that of the same rounds of
 *     {@code bestNJobs}; what is tried later, to see whether more pays, is among them
 * @param totalRatio the wall of all comparable rounds of auto together, the search for n_jobs included, over that of
 *     {@code bestNJobs}
 */
public record AutoSize(
        int rows,
        int bestNJobs,
        int comparable,
        Optional<Integer> settledAfter,
        Optional<Double> ratioToBest,
        double totalRatio) {

    /** @param runs auto and fixed values, of the same rounds */
    static AutoSize of(int rows, List<AutoRun> runs) {
        requireOneWinner(runs);
        AutoRun auto =
                runs.stream().filter(run -> run.asked().isAuto()).findFirst().orElseThrow();
        int comparable =
                (int) auto.rounds().stream().takeWhile(round -> !round.burner()).count();
        Optional<Integer> settled = settledAfter(auto.rounds()).filter(after -> after < comparable);
        // Without steady rounds the best is looked for in all but the cold one.
        int from = settled.orElse(Math.min(1, comparable - 1));
        AutoRun best = runs.stream()
                .filter(run -> !run.asked().isAuto())
                .min(Comparator.comparingDouble(run -> wallS(run, from, comparable)))
                .orElseThrow();
        return new AutoSize(
                rows,
                best.asked().number().orElseThrow(),
                comparable,
                settled,
                settled.map(after -> wallS(auto, after, comparable) / wallS(best, after, comparable)),
                total(auto, comparable) / total(best, comparable));
    }

    /** The first decision that ends a search: to stay, or to go back to what had been tried before. */
    static Optional<Integer> settledAfter(List<AutoRound> rounds) {
        var tried = new HashSet<Integer>();
        for (int i = 0; i < rounds.size(); i++) {
            tried.add(rounds.get(i).nJobs());
            int next = i + 1 < rounds.size()
                    ? rounds.get(i + 1).nJobs()
                    : rounds.get(i).nJobs();
            Action action = rounds.get(i).action().orElseThrow();
            boolean back = action == Action.RETURN || action == Action.BACK_OFF;
            if (action == Action.STAY || (back && tried.contains(next))) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static double wallS(AutoRun run, int from, int to) {
        return Medians.of(run.rounds().subList(from, to), AutoRound::wallS);
    }

    private static double total(AutoRun run, int to) {
        return run.rounds().subList(0, to).stream()
                .mapToDouble(AutoRound::wallS)
                .sum();
    }

    private static void requireOneWinner(List<AutoRun> runs) {
        List<String> expected = winners(runs.getFirst());
        for (AutoRun run : runs) {
            if (!winners(run).equals(expected)) {
                throw new IllegalStateException(
                        "%d rows: n_jobs %s and %s found different winners: they must be the same to the last bit"
                                .formatted(
                                        run.rows(), run.asked(), runs.getFirst().asked()));
            }
        }
    }

    private static List<String> winners(AutoRun run) {
        return run.rounds().stream().map(AutoRound::artifactSha256).toList();
    }
}
