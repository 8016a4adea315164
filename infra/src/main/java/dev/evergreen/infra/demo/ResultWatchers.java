package dev.evergreen.infra.demo;

import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** Keeps a scoreboard of what a pipeline publishes. */
final class ResultWatchers implements AutoCloseable {
    private final Scoreboard scoreboard;
    private final Consumer<String> note;
    private final TopicWatcher committed;
    private final TopicWatcher uncommitted;

    /** @param note told one line for each decision on models and on n_jobs that is news */
    ResultWatchers(EmbeddedStack stack, Pipeline pipeline, Scoreboard scoreboard, Consumer<String> note) {
        this.scoreboard = scoreboard;
        this.note = note;
        var topics = pipeline.topics();
        var client = new Properties();
        client.putAll(stack.connection().clientProperties());
        this.committed = new TopicWatcher(
                "results",
                client,
                true,
                Map.of(
                        topics.predictions(), bytes -> scoreboard.predicted(Json.read(bytes, Prediction.class)),
                        topics.evaluations(), bytes -> scoreboard.evaluated(Json.read(bytes, Evaluation.class)),
                        topics.rejected(),
                                bytes -> scoreboard.rejected(Json.read(bytes, Reject.class, Integer.MAX_VALUE)),
                        topics.searches(),
                                bytes -> scoreboard.searched(Json.read(bytes, SearchResult.class, Integer.MAX_VALUE)),
                        topics.modelEvents(), bytes -> decided(Json.read(bytes, ModelEvent.class)),
                        topics.resourceMetrics(), bytes -> roundOver(Json.read(bytes, ResourceMetric.class))));
        // Fits show as they end, not only when the checkpoint after them is complete.
        this.uncommitted = new TopicWatcher("fits", client, false, Map.of(topics.resourceMetrics(), bytes -> {
            if (Json.read(bytes, ResourceMetric.class) instanceof ResourceMetric.Fit fit) {
                scoreboard.fitted(fit);
            }
        }));
    }

    private void decided(ModelEvent decision) {
        scoreboard.modelDecided(decision);
        DemoSummary.Reign.of(decision).ifPresent(reign -> note.accept(ReignText.of(reign)));
    }

    private void roundOver(ResourceMetric metric) {
        switch (metric) {
            case ResourceMetric.Fit shownBefore -> {}
            case ResourceMetric.Round round -> scoreboard.roundCosted(round);
            case ResourceMetric.Decision decision -> {
                if (scoreboard.decided(decision)) {
                    note.accept(DecisionText.of(decision));
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        try (committed) {
            uncommitted.close();
        }
    }
}
