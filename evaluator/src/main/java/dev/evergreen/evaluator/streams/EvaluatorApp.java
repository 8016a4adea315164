package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.streams.StreamsApp;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** The evaluator as it runs; if it cannot start it throws an {@link EvaluatorFailedException}. */
public final class EvaluatorApp extends StreamsApp {
    private final List<Pipeline> pipelines;

    public EvaluatorApp(List<Pipeline> pipelines, EvaluatorConfig config, ModelListener listener) {
        super("evaluator", EvaluatorTopology.define(pipelines, listener), config.toProperties());
        this.pipelines = List.copyOf(pipelines);
    }

    @Override
    protected void check(Admin admin) throws InterruptedException {
        CoPartitioning.check(admin, pipelines);
    }

    @Override
    protected EvaluatorFailedException notStarted(String message, Optional<Throwable> cause) {
        return new EvaluatorFailedException(message, cause);
    }
}
