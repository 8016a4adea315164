package dev.evergreen.infra.bench;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.CandidateGrids;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The figures of all n_jobs side by side, as {@code --json} prints them.
 *
 * @param setting what was measured, where
 * @param runs ascending by n_jobs; the first is 1, the baseline of speed-up and efficiency
 * @param reason why {@code recommended} is
 * @param bestScore of the first round's winner, which is the same for every n_jobs, as those of all rounds are
 * @param artifactSha256 likewise
 * @param plainWallS median of the plain loop's warm runs; absent if it was not asked for
 * @param flinkOverhead a serial round's wall, over the plain loop's, both measured in turn in one process
 */
public record BenchReport(
        Setting setting,
        List<Run> runs,
        int recommended,
        String reason,
        List<String> warnings,
        double bestScore,
        String artifactSha256,
        Optional<Double> plainWallS,
        Optional<Double> flinkOverhead) {
    public BenchReport {
        runs = List.copyOf(runs);
        warnings = List.copyOf(warnings);
    }

    /**
     * What was measured, where.
     *
     * @param data its name
     * @param rounds of each process
     * @param repeat processes for each n_jobs
     * @param inTurn whether they took turns round by round
     */
    public record Setting(
            String data,
            int rows,
            int features,
            int candidates,
            int folds,
            int rounds,
            int repeat,
            boolean inTurn,
            int cores) {

        static Setting of(RowSource source, Pipeline pipeline, int rounds, int repeat, boolean inTurn) {
            return new Setting(
                    source.name(),
                    Math.toIntExact(source.size()),
                    source.features().size(),
                    CandidateGrids.expand(pipeline.search()).size(),
                    pipeline.search().cv().folds(),
                    rounds,
                    repeat,
                    inTurn,
                    Runtime.getRuntime().availableProcessors());
        }
    }

    /**
     * Adds everything up.
     *
     * @param processes by n_jobs, 1 among them
     * @param plain those in which rounds and the plain loop took turns
     * @throws IllegalStateException if a round found different winners, which nothing may bring about
     */
    static BenchReport of(
            Setting setting,
            SortedMap<Integer, List<RoundsMessage.Measured>> processes,
            List<RoundsMessage.Measured> plain) {
        requireOneWinner(processes);
        List<RoundsMessage.Measured> serial = processes.get(1);
        List<Run> runs = processes.entrySet().stream()
                .map(entry -> Run.of(
                        entry.getKey(),
                        entry.getValue(),
                        setting.inTurn()
                                ? Run.pairedSpeedup(serial, entry.getValue())
                                : Run.speedup(serial, entry.getValue())))
                .toList();
        var recommendation = Recommendation.of(runs);
        RoundCost first = runs.getFirst().rounds().getFirst();
        Optional<Double> plainWallS = plain.isEmpty() ? Optional.empty() : Optional.of(plainWallS(plain));
        return new BenchReport(
                setting,
                runs,
                recommendation.nJobs(),
                recommendation.reason(),
                Warnings.of(runs, plain, setting),
                first.bestScore(),
                first.artifactSha256(),
                plainWallS,
                plainWallS.map(seconds -> Run.wallS(plain) / seconds));
    }

    private static double plainWallS(List<RoundsMessage.Measured> plain) {
        return Medians.of(
                plain.stream()
                        .map(RoundsMessage.Measured::plain)
                        .flatMap(walls -> walls.subList(Math.min(1, walls.size() - 1), walls.size()).stream())
                        .toList(),
                wall -> wall);
    }

    /** Rounds have seeds of their own, so that each is compared with the same of the others. */
    private static void requireOneWinner(SortedMap<Integer, List<RoundsMessage.Measured>> processes) {
        List<RoundCost> expected = processes.get(1).getFirst().rounds();
        processes.forEach((nJobs, all) -> all.forEach(process -> {
            for (int i = 0; i < expected.size(); i++) {
                String wanted = expected.get(i).artifactSha256();
                String found = process.rounds().get(i).artifactSha256();
                if (!found.equals(wanted)) {
                    throw new IllegalStateException(
                            "round %d: n_jobs %d found the winner %s where n_jobs 1 found %s: they must be the same to the last bit"
                                    .formatted(i + 1, nJobs, found, wanted));
                }
            }
        }));
    }
}
