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
import java.util.concurrent.Semaphore;

/** {@code evergreen bench n-jobs-rounds}: the rounds of one n_jobs, one after another by one job in this process. */
public final class MeasuredRounds implements RoundsService {
    private static final double MB = 1e6;

    @Override
    public void run(RoundsOptions options, Output output) throws Exception {
        var bytes = new Semaphore(0);
        ParentWatch.start(bytes::release);
        EndedOnExit.run(() -> output.result(measure(options, bytes, output)));
    }

    private static RoundsMessage.Measured measure(RoundsOptions options, Semaphore bytes, Output output)
            throws Exception {
        var rounds = FileRounds.over(options.file(), options.source().size(), options.pipeline());
        var turns = new Turns(options, bytes, output);
        List<FileRounds.Outcome> outcomes = rounds.run(options.rounds(), turns);
        turns.end();
        List<RoundCost> costs = outcomes.stream().map(RoundCost::of).toList();
        turns.requireSameWinners(costs);
        var rss = ProcessCost.now().peakRssBytes();
        return new RoundsMessage.Measured(
                outcomes.getLast().cost().nJobs(),
                costs,
                turns.seconds(),
                peakHeapMb(outcomes),
                rss.isPresent() ? Optional.of(rss.getAsLong() / MB) : Optional.empty(),
                turns.machine.swappedMb(),
                turns.machine.shareOfOthers(turns.cpuS));
    }

    private static double peakHeapMb(List<FileRounds.Outcome> outcomes) {
        return outcomes.stream()
                        .mapToLong(outcome -> outcome.cost().peakHeapBytes().orElseThrow())
                        .max()
                        .orElseThrow()
                / MB;
    }

    /**
     * Tells how far the rounds are and, where it is asked for, waits before each and has a plain loop run before it. Meters the
     * machine but for while it waits.
     */
    private static final class Turns implements FileRounds.Listener {
        private final RoundsOptions options;
        private final Semaphore bytes;
        private final Output output;
        private final List<PlainLoop.Ran> plain = new ArrayList<>();
        private MachineMeter machine = MachineMeter.NOTHING;
        private double cpuS;
        private MachineMeter machineAtBegin = MachineMeter.NOTHING;
        private double cpuAtBeginS;

        Turns(RoundsOptions options, Semaphore bytes, Output output) {
            this.options = options;
            this.bytes = bytes;
            this.output = output;
        }

        @Override
        public void starts(int round) throws Exception {
            if (round > 1) {
                end();
            }
            if (options.waits()) {
                output.result(new RoundsMessage.Waits(round));
                bytes.acquire();
            }
            machineAtBegin = MachineMeter.now();
            cpuAtBeginS = ProcessCost.now().cpuS();
            if (options.plain()) {
                output.result(new RoundsMessage.Progress(name(round) + ", plain loop", 0, 1));
                plain.add(PlainLoop.run(options.pipeline(), options.source(), round));
            }
        }

        void end() {
            machine = machine.plus(MachineMeter.now().minus(machineAtBegin));
            cpuS += ProcessCost.now().cpuS() - cpuAtBeginS;
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
