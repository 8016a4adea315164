package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.RoundsOptions;
import dev.evergreen.infra.cli.RoundsService;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.process.ParentWatch;
import dev.evergreen.infra.search.FileRounds;
import dev.evergreen.trainer.resource.ProcessCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code evergreen bench n-jobs-rounds}: the rounds of one n_jobs, one after another by one job in this process. */
public final class MeasuredRounds implements RoundsService {
    private static final double MB = 1e6;

    @Override
    public void run(RoundsOptions options, Output output) throws Exception {
        ParentWatch.start();
        EndedOnExit.run(() -> output.result(measure(options, output)));
    }

    private static RoundsMessage.Measured measure(RoundsOptions options, Output output) throws Exception {
        var rounds = FileRounds.over(options.file(), options.source().size(), options.pipeline());
        var turns = new Turns(options, output);
        MachineMeter machineBefore = MachineMeter.now();
        double cpuBefore = ProcessCost.now().cpuS();
        List<FileRounds.Outcome> outcomes = rounds.run(options.rounds(), turns);
        MachineMeter machine = MachineMeter.now().minus(machineBefore);
        ProcessCost process = ProcessCost.now();
        List<RoundCost> costs = outcomes.stream().map(RoundCost::of).toList();
        turns.requireSameWinners(costs);
        var rss = process.peakRssBytes();
        return new RoundsMessage.Measured(
                outcomes.getLast().cost().nJobs(),
                costs,
                turns.seconds(),
                peakHeapMb(outcomes),
                rss.isPresent() ? Optional.of(rss.getAsLong() / MB) : Optional.empty(),
                machine.swappedMb(),
                machine.shareOfOthers(process.cpuS() - cpuBefore));
    }

    private static double peakHeapMb(List<FileRounds.Outcome> outcomes) {
        return outcomes.stream()
                        .mapToLong(outcome -> outcome.cost().peakHeapBytes().orElseThrow())
                        .max()
                        .orElseThrow()
                / MB;
    }

    /** Tells how far the rounds are and, where it is asked for, has a plain loop run before each. */
    private static final class Turns implements FileRounds.Listener {
        private final RoundsOptions options;
        private final Output output;
        private final List<PlainLoop.Ran> plain = new ArrayList<>();

        Turns(RoundsOptions options, Output output) {
            this.options = options;
            this.output = output;
        }

        @Override
        public void starts(int round) throws Exception {
            if (options.plain()) {
                output.result(new RoundsMessage.Progress(name(round) + ", plain loop", 0, 1));
                plain.add(PlainLoop.run(options.pipeline(), options.source(), round));
            }
        }

        @Override
        public void fitted(int round, int done, int total) {
            output.result(new RoundsMessage.Progress(name(round), done, total));
        }

        private String name(int round) {
            return "round %d of %d".formatted(round, options.rounds());
        }

        List<Double> seconds() {
            return plain.stream().map(PlainLoop.Ran::seconds).toList();
        }

        void requireSameWinners(List<RoundCost> rounds) {
            for (int i = 0; i < plain.size(); i++) {
                String loops = plain.get(i).sha256();
                String jobs = rounds.get(i).artifactSha256();
                if (!loops.equals(jobs)) {
                    throw new IllegalStateException("round %d: the plain loop's winner is %s and the job's is %s"
                            .formatted(i + 1, loops, jobs));
                }
            }
        }
    }
}
