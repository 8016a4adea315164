package dev.evergreen.infra.demo;

import dev.evergreen.infra.cli.Compared;
import dev.evergreen.infra.cli.DemoOptions;
import dev.evergreen.infra.cli.DemoService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.dashboard.Dashboard;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.Learners;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the demo: stack, replay, progress, summary, and what other ways of retraining would have brought. */
public final class Demo implements DemoService {

    @Override
    public void run(DemoOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> show(options, output));
    }

    private static void show(DemoOptions options, Output output) throws Exception {
        Learners.standard().check(options.pipeline());
        try (Progress progress = output.progress()) {
            DemoSummary summary = evergreen(options, output, progress);
            if (options.compare() != Compared.NONE) {
                summary = summary.with(new Comparison(options, progress).sideBySide(summary.rounds()));
                progress.close();
                output.text(StrategyText.of(summary.strategies()));
            }
            if (options.exit()) {
                output.result(summary);
            }
        }
    }

    private static DemoSummary evergreen(DemoOptions options, Output output, Progress progress) throws Exception {
        long begin = System.nanoTime();
        Pipeline pipeline = options.pipeline();
        var scoreboard = new Scoreboard();
        try (var dashboard = Dashboard.open(options.dashboard(), List.of(pipeline));
                var stack = start(pipeline, scoreboard, progress);
                var _ = dashboard.follow(stack.connection(), stack.streamsApps(), stack::trouble);
                var _ = new ResultWatchers(stack, pipeline, scoreboard, progress::note)) {
            progress.note("Kafka at %s, Flink's page at %s"
                    .formatted(stack.connection().bootstrapServers(), stack.flinkPage()));
            dashboard.note().ifPresent(progress::note);
            var run = new PipelineRun(pipeline, options.source(), options.schedule(), stack, scoreboard);
            var view = new ProgressView(pipeline, scoreboard);
            try (var ticker = new Ticker(() -> progress.show(view.latest()))) {
                run.replay(new RetrainPoints(pipeline), state -> progress.show(view.replaying(state)));
            }
            run.awaitEnd(() -> progress.show(view.finishing()));
            progress.close();
            DemoSummary summary = summary(options, scoreboard, (System.nanoTime() - begin) / 1e9);
            output.text(SummaryText.of(summary, pipeline.search().refit()));
            if (!options.exit()) {
                output.result(summary);
                progress.note("all replayed; Ctrl-C ends it");
                new CountDownLatch(1).await();
            }
            return summary;
        }
    }

    private static EmbeddedStack start(Pipeline pipeline, Scoreboard scoreboard, Progress progress) throws Exception {
        progress.note("starting Kafka, Flink and Kafka Streams in this process …");
        return EmbeddedStack.start(List.of(pipeline), new LineupWatcher(Map.of(pipeline.name(), scoreboard)));
    }

    private static DemoSummary summary(DemoOptions options, Scoreboard scoreboard, double wallS) {
        return DemoSummary.of(
                options.pipeline(),
                options.source().size(),
                scoreboard.snapshot(),
                options.pipeline().nJobs().resolve(Runtime.getRuntime().availableProcessors()),
                wallS);
    }
}
