package dev.evergreen.infra.demo;

import dev.evergreen.infra.cli.DemoOptions;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.infra.kafka.ControlTopic;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** The same rows through pipelines that retrain at other times, side by side in a stack of their own. */
final class Comparison {
    private final DemoOptions options;
    private final Progress progress;

    Comparison(DemoOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** @param rounds that the pipeline itself took */
    List<StrategyResult> others(int rounds) throws Exception {
        Pipeline once = Strategy.once(options.pipeline());
        Pipeline fixed = Strategy.fixed(options.pipeline(), options.source().size(), rounds);
        var boards = Map.of(once.name(), new Scoreboard(), fixed.name(), new Scoreboard());
        progress.note("comparing with a model that is never retrained, and with retraining %s …"
                .formatted(RetrainText.of(fixed.retrain())));
        try (var stack = EmbeddedStack.start(List.of(once, fixed), new LineupWatcher(boards));
                var _ = new ResultWatchers(stack, once, boards.get(once.name()), _ -> {});
                var _ = new ResultWatchers(stack, fixed, boards.get(fixed.name()), _ -> {})) {
            new ControlTopic(stack.connection())
                    .send(
                            once,
                            new ControlMessage(
                                    once.name(),
                                    ControlMessage.Command.RETRAIN,
                                    ControlMessage.Cause.USER,
                                    "the only round"));
            var shown =
                    new AtomicReference<>(new ReplayProgress(options.source().size(), 0, 0, 0));
            try (var _ = new Ticker(() -> progress.show(line(shown.get())))) {
                together(List.of(
                        () -> run(once, stack, boards, RetrainPoints.ordered(once), _ -> {}),
                        () -> run(fixed, stack, boards, new RetrainPoints(fixed), shown::set)));
            }
            return List.of(
                    StrategyResult.of(
                            Strategy.ONCE, once, boards.get(once.name()).snapshot()),
                    StrategyResult.of(
                            Strategy.FIXED, fixed, boards.get(fixed.name()).snapshot()));
        }
    }

    private Void run(
            Pipeline pipeline,
            EmbeddedStack stack,
            Map<String, Scoreboard> boards,
            RetrainPoints points,
            java.util.function.Consumer<ReplayProgress> show)
            throws InterruptedException {
        var run = new PipelineRun(pipeline, options.source(), options.schedule(), stack, boards.get(pipeline.name()));
        run.replay(points, show);
        run.awaitEnd(() -> {});
        return null;
    }

    /** Returns when all are done; when one fails, the others are interrupted. */
    private static void together(List<Callable<Void>> runs) throws Exception {
        try (var threads = Executors.newFixedThreadPool(runs.size())) {
            var running = new ArrayList<Future<Void>>();
            runs.forEach(run -> running.add(threads.submit(run)));
            try {
                for (Future<Void> each : running) {
                    each.get();
                }
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            } catch (InterruptedException interrupted) {
                threads.shutdownNow();
                throw interrupted;
            }
        }
    }

    private static ProgressLine line(ReplayProgress state) {
        return ProgressLine.of("compare", state.featuresSent(), state.rows(), "");
    }
}
