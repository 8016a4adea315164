package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** Ingest as it runs; if it cannot start it throws an {@link IngestFailedException}. */
public final class IngestApp extends StreamsApp {
    private final List<Pipeline> pipelines;

    public IngestApp(List<Pipeline> pipelines, IngestConfig config) {
        super("ingest", IngestTopology.define(pipelines), config.toProperties());
        this.pipelines = List.copyOf(pipelines);
    }

    @Override
    protected void check(Admin admin) throws InterruptedException {
        TopicCreation.check(admin, pipelines);
    }

    @Override
    protected IngestFailedException notStarted(String message, Optional<Throwable> cause) {
        return new IngestFailedException(message, cause);
    }
}
