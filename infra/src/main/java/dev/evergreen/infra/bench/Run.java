package dev.evergreen.infra.bench;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What one n_jobs cost: medians over the warm rounds of all its processes, those but the first of each; over all rounds
 * if there are no others.
 *
 * @param wallS of a round, from the trigger to the refitted winner
 * @param coldWallS of the first round of a process, while the JVM is still compiling
 * @param cpuS of the fits in a round
 * @param processCpuS of the whole process during a round
 * @param gcS of collecting garbage during a round
 * @param speedup how many times as fast as n_jobs 1
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
     * @param serialWallS the {@code wallS} of n_jobs 1
     */
    static Run of(int nJobs, List<RoundsMessage.Measured> processes, double serialWallS) {
        List<RoundCost> warm = warm(processes);
        double wallS = Medians.of(warm, RoundCost::wallS);
        double speedup = serialWallS / wallS;
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
