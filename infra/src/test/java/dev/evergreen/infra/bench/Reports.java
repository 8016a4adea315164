package dev.evergreen.infra.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Figures to test with. */
final class Reports {
    static final String WINNER = "ab".repeat(32);
    static final BenchReport.Setting SETTING = new BenchReport.Setting("elec & co", 5_000, 20, 12, 5, 3, 1, false, 4);
    static final BenchReport.Setting IN_TURN = new BenchReport.Setting("elec & co", 5_000, 20, 12, 5, 4, 1, true, 4);

    private Reports() {}

    static Run run(int nJobs, double wallS, double serialWallS, Optional<Double> rss) {
        double speedup = serialWallS / wallS;
        return new Run(nJobs, wallS, wallS, 1, 1, 0, speedup, speedup / nJobs, rss, 1, 0, 0, List.of());
    }

    static RoundCost round(double wallS) {
        return new RoundCost(wallS, 7, 7.5, 0.1, 0.9, 0.875, WINNER);
    }

    /** A process whose rounds took so long. */
    static RoundsMessage.Measured process(int nJobs, double peakRssMb, double... walls) {
        var rounds = Arrays.stream(walls).mapToObj(Reports::round).toList();
        return new RoundsMessage.Measured(nJobs, rounds, List.of(), 300, Optional.of(peakRssMb), 0, 0);
    }

    static BenchReport of(RoundsMessage.Measured... processes) {
        return of(SETTING, processes);
    }

    static BenchReport of(BenchReport.Setting setting, RoundsMessage.Measured... processes) {
        var byNJobs = new TreeMap<Integer, List<RoundsMessage.Measured>>();
        for (var process : processes) {
            byNJobs.merge(
                    process.nJobs(),
                    List.of(process),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return BenchReport.of(setting, byNJobs, List.of());
    }
}
