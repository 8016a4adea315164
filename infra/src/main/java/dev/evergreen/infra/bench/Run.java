package dev.evergreen.infra.bench;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one n_jobs cost: medians over the warm rounds of all its processes, those but the first of each; over all rounds
 * if there are no others.
 *
 * @param wallS of a round, from the trigger to the refitted winner
 * @param coldWallS of the first round of a process, while the JVM is still compiling
 * @param cpuS of the fits in a round
 * @param processCpuS of the whole process during a round
 * @param gcS of collecting garbage during a round
 * @param speedup how many times as fast as n_jobs 1: of the medians, or the median of the ratios of rounds in turn
 * @param efficiency {@code speedup / nJobs}
 * @param peakRssMb of the process; absent where the system does not tell
 * @param swappedMb what the machine swapped while it ran, the most of any process
 * @param othersShare of the machine's processors that other processes had meanwhile, the most of any process
 * @param rounds all, in order
 */
public record Run(
        int nJobs,
        double wallS,
        double coldWallS,
        double cpuS,
        double processCpuS,
        double gcS,
        double speedup,
        double efficiency,
        Optional<Double> peakRssMb,
        double peakHeapMb,
        double swappedMb,
        double othersShare,
        List<RoundCost> rounds) {
    public Run {
        rounds = List.copyOf(rounds);
    }

    /**
     * One line of the table.
     *
     * @param processes all that ran with this n_jobs
     * @param speedup over n_jobs 1
     */
    static Run of(int nJobs, List<RoundsMessage.Measured> processes, double speedup) {
        List<RoundCost> warm = warm(processes);
        double wallS = Medians.of(warm, RoundCost::wallS);
        List<Double> rss = processes.stream()
                .map(RoundsMessage.Measured::peakRssMb)
                .flatMap(Optional::stream)
                .toList();
        return new Run(
                nJobs,
                wallS,
                Medians.of(processes, process -> process.rounds().getFirst().wallS()),
                Medians.of(warm, RoundCost::cpuS),
                Medians.of(warm, RoundCost::processCpuS),
                Medians.of(warm, RoundCost::gcS),
                speedup,
                speedup / nJobs,
                rss.isEmpty() ? Optional.empty() : Optional.of(Medians.of(rss, mb -> mb)),
                Medians.of(processes, RoundsMessage.Measured::peakHeapMb),
                most(processes, RoundsMessage.Measured::swappedMb),
                most(processes, RoundsMessage.Measured::othersShare),
                processes.stream().flatMap(process -> process.rounds().stream()).toList());
    }

    /** How many times as fast a warm round is, by the medians of both. */
    static double speedup(List<RoundsMessage.Measured> serial, List<RoundsMessage.Measured> processes) {
        return wallS(serial) / wallS(processes);
    }

    /** As {@link #speedup}, by the median of the ratios of the same rounds of both: for those that took turns. */
    static double pairedSpeedup(List<RoundsMessage.Measured> serial, List<RoundsMessage.Measured> processes) {
        List<RoundCost> theirs = warm(serial);
        List<RoundCost> ours = warm(processes);
        return Medians.of(
                IntStream.range(0, ours.size()).boxed().toList(),
                i -> theirs.get(i).wallS() / ours.get(i).wallS());
    }

    static double wallS(List<RoundsMessage.Measured> processes) {
        return Medians.of(warm(processes), RoundCost::wallS);
    }

    private static double most(
            List<RoundsMessage.Measured> processes, ToDoubleFunction<RoundsMessage.Measured> figure) {
        return processes.stream().mapToDouble(figure).max().orElseThrow();
    }

    private static List<RoundCost> warm(Collection<RoundsMessage.Measured> processes) {
        return processes.stream()
                .map(RoundsMessage.Measured::rounds)
                .flatMap(rounds -> rounds.subList(Math.min(1, rounds.size() - 1), rounds.size()).stream())
                .toList();
    }
}
