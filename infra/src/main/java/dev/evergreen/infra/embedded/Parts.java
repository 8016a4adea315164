package dev.evergreen.infra.embedded;

import dev.evergreen.evaluator.streams.EvaluatorApp;
import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.evaluator.streams.EvaluatorFailedException;
import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.kafka.AccessCheck;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.kafka.TopicProblemException;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.streams.IngestApp;
import dev.evergreen.ingest.streams.IngestConfig;
import dev.evergreen.ingest.streams.IngestFailedException;
import dev.evergreen.ingest.streams.StreamsApp;
import dev.evergreen.trainer.flink.KafkaEdges;
import dev.evergreen.trainer.flink.RoundsBefore;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingest, trainer and evaluator, or some of them, running in this JVM against a Kafka. Close what was started. */
public final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    /** What can run by itself. */
    public enum Part {
        INGEST,
        TRAINER,
        EVALUATOR
    }

    /**
     * A part that runs here.
     *
     * @param check throws, with the cause, if it runs no longer
     */
    private record Watched(String name, BooleanSupplier running, Runnable check) {}

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Deque<Watched> watched = new ArrayDeque<>();
    private final List<StreamsApp> streamsApps = new ArrayList<>();
    private Optional<URI> flinkPage = Optional.empty();

    private Parts() {}

    /**
     * Starts the parts and returns when they run; if one does not, those started before are closed again.
     *
     * @param state folder for what each part keeps on this machine
     * @param checkpointEvery how often the trainer's results appear
     * @throws dev.evergreen.ingest.kafka.TopicProblemException if topics of rows are not there or do not fit together
     * @throws dev.evergreen.infra.kafka.KafkaProblemException if other topics are not there, or Kafka does not let a part
     *     do what it has to
     */
    public static Parts start(
            Set<Part> wanted,
            List<Pipeline> pipelines,
            KafkaConnection kafka,
            Path state,
            Duration checkpointEvery,
            ModelListener models)
            throws Exception {
        var spec = TrainerSpec.of(
                pipelines,
                Runtime.getRuntime().availableProcessors(),
                windows(state).toUri().toString());
        check(wanted, pipelines, kafka, spec.deployment());
        var parts = new Parts();
        try {
            if (wanted.contains(Part.INGEST)) {
                parts.ingest(pipelines, kafka, state.resolve("ingest"), spec.deployment());
            }
            if (wanted.contains(Part.EVALUATOR)) {
                parts.evaluator(pipelines, kafka, state.resolve("evaluator"), spec.deployment(), models);
            }
            if (wanted.contains(Part.TRAINER)) {
                parts.trainer(pipelines, spec, kafka, state.resolve("trainer"), checkpointEvery);
            }
            return parts;
        } catch (Exception failed) {
            parts.close();
            throw failed;
        }
    }

    /** Where the trainer leaves the windows of rounds, of each pipeline in a folder of its own, for a folder of state. */
    static Path windows(Path state) {
        return state.resolve("windows");
    }

    /** What each part would otherwise meet by itself, later and less clearly. */
    private static void check(Set<Part> wanted, List<Pipeline> pipelines, KafkaConnection kafka, String deployment)
            throws InterruptedException {
        var topics = new LinkedHashSet<String>();
        for (Part part : wanted) {
            var needs = new Needs(part, pipelines, deployment);
            new AccessCheck(kafka).require(needs.name(), needs.all());
            topics.addAll(needs.topics());
        }
        if (wanted.contains(Part.INGEST)) {
            try (var admin = kafka.admin()) {
                TopicCreation.check(admin, pipelines);
            }
        }
        new TopicAdmin(kafka).require(List.copyOf(topics));
    }

    private void ingest(List<Pipeline> pipelines, KafkaConnection kafka, Path state, String name)
            throws InterruptedException {
        var app = new IngestApp(pipelines, new IngestConfig(kafka.bootstrapServers(), name, state, kafka.properties()));
        started.push(app);
        start(app);
        streamsApps.add(app);
        watch("ingest", app);
    }

    private void evaluator(
            List<Pipeline> pipelines, KafkaConnection kafka, Path state, String name, ModelListener models)
            throws InterruptedException {
        var config = new EvaluatorConfig(kafka.bootstrapServers(), name, state, kafka.properties());
        var app = new EvaluatorApp(pipelines, config, models);
        started.push(app);
        start(app);
        streamsApps.add(app);
        watch("the evaluator", app);
    }

    private void watch(String name, StreamsApp app) {
        watched.push(new Watched(name, app::running, () -> require(app.running(), name, app.failure())));
    }

    private static void start(StreamsApp app) throws InterruptedException {
        try {
            app.start();
        } catch (IngestFailedException | EvaluatorFailedException failed) {
            throw failed.getCause() instanceof TopicProblemException
                    ? new KafkaProblemException(failed.getMessage(), failed)
                    : Broken.because(failed.getMessage(), Optional.of(failed));
        }
    }

    private void trainer(
            List<Pipeline> pipelines, TrainerSpec spec, KafkaConnection kafka, Path state, Duration checkpointEvery)
            throws Exception {
        var client = new Properties();
        client.putAll(kafka.clientProperties());
        TrainerSpec counted = spec.after(RoundsBefore.read(pipelines, client));
        var flink = EmbeddedFlink.start(
                "evergreen-trainer", state, checkpointEvery, env -> KafkaEdges.define(env, counted, client));
        started.push(flink);
        flinkPage = Optional.of(flink.webUi());
        watched.push(new Watched("the trainer", flink::running, flink::requireRunning));
    }

    private static void require(boolean running, String part, Optional<Throwable> failure) {
        if (!running) {
            throw Broken.because(part + " has stopped", failure);
        }
    }

    /** Those of the parts that run on Kafka Streams. */
    public List<StreamsApp> streamsApps() {
        return List.copyOf(streamsApps);
    }

    /** Where Flink's page is, if the trainer runs here. */
    public Optional<URI> flinkPage() {
        return flinkPage;
    }

    /**
     * @throws dev.evergreen.infra.kafka.KafkaProblemException if one of the parts has stopped because of Kafka
     * @throws IllegalStateException if it has stopped for another reason, with the cause
     */
    public void requireRunning() {
        watched.forEach(part -> part.check().run());
    }

    /** Which of the parts runs no longer, in one line without the cause; absent while all run. */
    public Optional<String> trouble() {
        return watched.stream()
                .filter(part -> !part.running().getAsBoolean())
                .map(part -> part.name() + " has stopped")
                .findFirst();
    }

    /** Stops the parts, the last started first; each is given its chance, whatever another does. */
    @Override
    public void close() throws Exception {
        Uninterrupted.run(this::closeAll);
    }

    private void closeAll() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception failed) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), failed);
            }
        }
    }
}
