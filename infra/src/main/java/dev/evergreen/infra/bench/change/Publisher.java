package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.process.Companion;
import dev.evergreen.infra.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Publishes one model after another, in a process of its own. */
final class Publisher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LinkedBlockingQueue<Long> published = new LinkedBlockingQueue<>();
    private final Companion<PublisherProcess.Published> process;

    private Publisher(List<String> command, Consumer<String> notes) {
        process = Companion.start(
                "publisher of models",
                command,
                PublisherProcess.Published.class,
                said -> published.add(said.round()),
                notes);
    }

    /**
     * Starts it.
     *
     * @param pipeline file of the pipeline whose models these are
     * @param artifact file of the model
     * @param seed of the model, for its manifest
     * @param temporary folder for its temporary files
     * @param notes hears what it prints beside its messages
     */
    static Publisher start(
            JavaCommand java,
            String bootstrapServers,
            Path pipeline,
            Path artifact,
            long seed,
            Path temporary,
            Consumer<String> notes) {
        var arguments = List.of(bootstrapServers, pipeline.toString(), artifact.toString(), Long.toString(seed));
        return new Publisher(java.running(PublisherProcess.class, temporary, arguments), notes);
    }

    /**
     * Publishes the winner of the next round, which is 1 at first, and returns that round when Kafka has it.
     *
     * @throws dev.evergreen.infra.cli.BadInputException if that does not come about, with what the process said last if it has ended
     */
    long next() throws IOException, InterruptedException {
        process.nudge();
        return process.await(published, PATIENCE, "has published no model");
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
