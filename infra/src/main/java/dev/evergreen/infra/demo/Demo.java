package dev.evergreen.infra.demo;

import dev.evergreen.infra.cli.DemoOptions;
import dev.evergreen.infra.cli.DemoService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.dashboard.Dashboard;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.replay.Pace;
import dev.evergreen.infra.replay.Replay;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.Learners;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs the demo: stack, replay, progress, summary. */
public final class Demo implements DemoService {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    @Override
    public void run(DemoOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> show(options, output));
    }

    private static void show(DemoOptions options, Output output) throws Exception {
        long begin = System.nanoTime();
        Pipeline pipeline = options.pipeline();
        Learners.standard().check(pipeline);
        var scoreboard = new Scoreboard();
        try (Progress progress = output.progress()) {
            try (var dashboard = Dashboard.open(options.dashboard(), List.of(pipeline));
                    var stack = start(pipeline, scoreboard, progress);
                    var _ = dashboard.follow(stack.connection(), stack.streamsApps());
                    var _ = committed(stack, pipeline, scoreboard, progress);
                    var _ = uncommitted(stack, pipeline, scoreboard)) {
                progress.note("Kafka at %s, Flink's page at %s"
                        .formatted(stack.connection().bootstrapServers(), stack.flinkPage()));
                dashboard.note().ifPresent(progress::note);
                replay(options, stack, scoreboard, progress);
                awaitEnd(options, stack, scoreboard, progress);
                progress.close();
                sumUp(options, scoreboard, (System.nanoTime() - begin) / 1e9, output);
                if (!options.exit()) {
                    progress.note("all replayed; Ctrl-C ends it");
                    new CountDownLatch(1).await();
                }
            }
        }
    }

    private static EmbeddedStack start(Pipeline pipeline, Scoreboard scoreboard, Progress progress) throws Exception {
        progress.note("starting Kafka, Flink and Kafka Streams in this process …");
        return EmbeddedStack.start(List.of(pipeline), new LineupWatcher(scoreboard));
    }

    private static void replay(DemoOptions options, EmbeddedStack stack, Scoreboard scoreboard, Progress progress)
            throws InterruptedException {
        var gate = new RoundGate(
                options.pipeline(),
                scoreboard,
                options.source().size(),
                options.schedule().labelDelay(),
                stack::requireRunning);
        boolean free = options.schedule().rowsPerSecond().isPresent();
        var view = new ProgressView(options.pipeline(), scoreboard);
        Consumer<ReplayProgress> show = state -> progress.show(view.replaying(state));
        try (var ticker = new Ticker(() -> progress.show(view.latest()));
                var producer = stack.connection().producer()) {
            new Replay(
                            options.source(),
                            options.pipeline(),
                            options.schedule(),
                            producer,
                            free ? Pace.FREE : gate,
                            free ? show : show.andThen(gate))
                    .run();
        }
    }

    /** Until every row has its prediction and every label its evaluation, or was rejected, and no round is left open. */
    private static void awaitEnd(DemoOptions options, EmbeddedStack stack, Scoreboard scoreboard, Progress progress)
            throws InterruptedException {
        long rows = options.source().size();
        var view = new ProgressView(options.pipeline(), scoreboard);
        while (!scoreboard.await(
                () -> scoreboard.predictions() >= rows
                        && scoreboard.evaluations() + scoreboard.rejects() >= rows
                        && scoreboard.decisionsKnown(),
                LOOK_AGAIN)) {
            stack.requireRunning();
            progress.show(view.finishing());
        }
    }

    private static void sumUp(DemoOptions options, Scoreboard scoreboard, double wallS, Output output) {
        var summary = DemoSummary.of(
                options.pipeline().name(),
                options.source().size(),
                scoreboard.snapshot(),
                options.pipeline().nJobs().resolve(Runtime.getRuntime().availableProcessors()),
                wallS);
        output.text(SummaryText.of(summary, options.pipeline().search().refit()));
        output.result(summary);
    }

    private static TopicWatcher committed(
            EmbeddedStack stack, Pipeline pipeline, Scoreboard scoreboard, Progress progress) {
        var topics = pipeline.topics();
        return new TopicWatcher(
                "results",
                client(stack),
                true,
                Map.of(
                        topics.predictions(), bytes -> scoreboard.predicted(Json.read(bytes, Prediction.class)),
                        topics.evaluations(), bytes -> scoreboard.evaluated(Json.read(bytes, Evaluation.class)),
                        topics.rejected(),
                                bytes -> scoreboard.rejected(Json.read(bytes, Reject.class, Integer.MAX_VALUE)),
                        topics.searches(),
                                bytes -> scoreboard.searched(Json.read(bytes, SearchResult.class, Integer.MAX_VALUE)),
                        topics.modelEvents(),
                                bytes -> decided(Json.read(bytes, ModelEvent.class), scoreboard, progress),
                        topics.resourceMetrics(),
                                bytes -> roundOver(Json.read(bytes, ResourceMetric.class), scoreboard, progress)));
    }

    private static void decided(ModelEvent decision, Scoreboard scoreboard, Progress progress) {
        scoreboard.modelDecided(decision);
        DemoSummary.Reign.of(decision).ifPresent(reign -> progress.note(ReignText.of(reign)));
    }

    private static void roundOver(ResourceMetric metric, Scoreboard scoreboard, Progress progress) {
        switch (metric) {
            case ResourceMetric.Fit shownBefore -> {}
            case ResourceMetric.Round round -> scoreboard.roundCosted(round);
            case ResourceMetric.Decision decision -> {
                if (scoreboard.decided(decision)) {
                    progress.note(DecisionText.of(decision));
                }
            }
        }
    }

    /** Fits show as they end, not only when the checkpoint after them is complete. */
    private static TopicWatcher uncommitted(EmbeddedStack stack, Pipeline pipeline, Scoreboard scoreboard) {
        return new TopicWatcher(
                "fits", client(stack), false, Map.of(pipeline.topics().resourceMetrics(), bytes -> {
                    if (Json.read(bytes, ResourceMetric.class) instanceof ResourceMetric.Fit fit) {
                        scoreboard.fitted(fit);
                    }
                }));
    }

    private static Properties client(EmbeddedStack stack) {
        var client = new Properties();
        client.putAll(stack.connection().clientProperties());
        return client;
    }
}
