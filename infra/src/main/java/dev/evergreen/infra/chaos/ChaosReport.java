package dev.evergreen.infra.chaos;

import static java.util.stream.Collectors.groupingBy;

import dev.evergreen.infra.bench.Medians;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code evergreen chaos} found.
 *
 * @param seed of the plan
 * @param faults in the order in which they were
 * @param recoveries by part, in the order of parts
 * @param findings empty if nothing was lost, twice or different
 * @param stuck why the comparison was not made: a run did not come to its end; absent if it was
 */
record ChaosReport(
        long seed,
        long rows,
        int rounds,
        List<Line> faults,
        List<Recovery> recoveries,
        List<Finding> findings,
        Optional<String> stuck) {

    /**
     * One fault.
     *
     * @param inRound whether the round was not over when the process died
     * @param outcome of its round: {@code same} for the same winner, published once; else {@code lost}, {@code twice} or
     *     {@code different}
     */
    record Line(int fault, int round, String process, boolean inRound, double recoveryS, String outcome) {}

    /** How long parts of a kind took to be well again, in seconds. */
    record Recovery(String part, int faults, double medianS, double mostS) {}

    static ChaosReport of(
            long seed, Workload workload, List<FaultResult> faults, List<Finding> findings, Optional<String> stuck) {
        return new ChaosReport(
                seed,
                workload.rows().size(),
                workload.rounds(),
                lines(faults, findings),
                recoveries(faults),
                findings,
                stuck);
    }

    boolean holds() {
        return findings.isEmpty() && stuck.isEmpty();
    }

    private static List<Line> lines(List<FaultResult> faults, List<Finding> findings) {
        return faults.stream()
                .map(f -> new Line(
                        faults.indexOf(f) + 1,
                        f.fault().round(),
                        f.process(),
                        f.inRound(),
                        f.recoveryS(),
                        outcome(f.fault().round(), findings)))
                .toList();
    }

    private static String outcome(int round, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.where().equals("models") && f.ids().contains(Integer.toString(round)))
                .map(f -> f.kind().word())
                .findFirst()
                .orElse("same");
    }

    private static List<Recovery> recoveries(List<FaultResult> faults) {
        Map<Part, List<FaultResult>> byPart =
                faults.stream().collect(groupingBy(f -> f.fault().part()));
        return Stream.of(Part.values())
                .filter(byPart::containsKey)
                .map(part -> recovery(part, byPart.get(part)))
                .toList();
    }

    private static Recovery recovery(Part part, List<FaultResult> faults) {
        double most = faults.stream().mapToDouble(FaultResult::recoveryS).max().orElseThrow();
        return new Recovery(part.title(), faults.size(), Medians.of(faults, FaultResult::recoveryS), most);
    }
}
