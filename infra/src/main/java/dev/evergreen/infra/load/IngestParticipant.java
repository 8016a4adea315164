package dev.evergreen.infra.load;

import dev.evergreen.ingest.streams.IngestApp;
import dev.evergreen.ingest.streams.IngestConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ingest as {@code evergreen run --parts ingest} has it: no setting is changed for the measurement. */
record IngestParticipant(IngestApp app, String bootstrapServers) implements Participant {
    private static final Duration START = Duration.ofSeconds(60);

    static Participant start(Assignment told) throws InterruptedException {
        var config = new IngestConfig(told.bootstrapServers(), told.name(), told.state(), Map.of());
        var app = new IngestApp(List.of(told.load()), config);
        app.start(START);
        return new IngestParticipant(app, told.bootstrapServers());
    }

    @Override
    public boolean running() {
        return app.running();
    }

    @Override
    public void close() {
        app.close();
    }
}
