package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.RoundsOptions;
import dev.evergreen.infra.cli.RoundsService;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.process.ParentWatch;
import dev.evergreen.infra.search.FileRound;
import dev.evergreen.infra.search.FileWindow;
import dev.evergreen.trainer.resource.ProcessCost;
import java.util.ArrayList;
import java.util.Optional;

/** {@code evergreen bench n-jobs-rounds}: the rounds of one n_jobs, one after another in this process. */
public final class MeasuredRounds implements RoundsService {
    private static final double MB = 1e6;

    @Override
    public void run(RoundsOptions options, Output output) throws Exception {
        ParentWatch.start();
        EndedOnExit.run(() -> output.result(measure(options, output)));
    }

    private static RoundsMessage.Measured measure(RoundsOptions options, Output output) throws Exception {
        var round = FileRound.over(options.file(), options.source().size(), options.pipeline());
        Optional<PlainLoop> plainLoop = options.plain()
                ? Optional.of(new PlainLoop(options.pipeline(), FileWindow.read(options.source(), options.pipeline())))
                : Optional.empty();
        var costs = new ArrayList<RoundCost>();
        var plain = new ArrayList<Double>();
        int nJobs = 0;
        double peakHeapMb = 0;
        MachineMeter machineBefore = MachineMeter.now();
        double cpuBefore = ProcessCost.now().cpuS();
        for (int i = 1; i <= options.rounds(); i++) {
            String number = "round %d of %d".formatted(i, options.rounds());
            FileRound.Outcome outcome =
                    round.run((done, total) -> output.result(new RoundsMessage.Progress(number, done, total)));
            RoundCost cost = RoundCost.of(outcome);
            costs.add(cost);
            nJobs = outcome.result().nJobs();
            peakHeapMb = Math.max(peakHeapMb, outcome.cost().peakHeapBytes().orElseThrow() / MB);
            if (plainLoop.isPresent()) {
                output.result(new RoundsMessage.Progress(number + ", plain loop", 0, 1));
                plain.add(plainLoop.get().run(cost.artifactSha256()));
            }
        }
        MachineMeter machine = MachineMeter.now().minus(machineBefore);
        ProcessCost process = ProcessCost.now();
        var rss = process.peakRssBytes();
        return new RoundsMessage.Measured(
                nJobs,
                costs,
                plain,
                peakHeapMb,
                rss.isPresent() ? Optional.of(rss.getAsLong() / MB) : Optional.empty(),
                machine.swappedMb(),
                machine.shareOfOthers(process.cpuS() - cpuBefore));
    }
}
