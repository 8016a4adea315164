package dev.evergreen.infra.chaos;

import dev.evergreen.infra.cli.Evergreen;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cluster.BrokerCluster;
import dev.evergreen.infra.embedded.Parts;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.infra.process.LoggedProcess;
import dev.evergreen.infra.process.ParentWatch;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One pipeline with all that it needs, each part in processes of its own: three brokers, the trainer on a Flink cluster with
 * two TaskManagers, ingest and evaluator by {@code evergreen run}.
 */
final class Deployment implements Stage {
    private static final short COPIES = 3;

    private final Path folder;
    private final Pipeline pipeline;
    private final BrokerCluster brokers;
    private final TrainerOnFlink trainer;
    private final List<LoggedProcess> apps = new ArrayList<>();
    private final Map<Part, List<Victim>> victims = new EnumMap<>(Part.class);

    private Deployment(Path folder, Pipeline pipeline, BrokerCluster brokers, TrainerOnFlink trainer) {
        this.folder = folder;
        this.pipeline = pipeline;
        this.brokers = brokers;
        this.trainer = trainer;
    }

    /** Starts all on a folder that is empty, and returns when all of it runs. */
    static Deployment start(Path folder, Pipeline pipeline, Output output) throws Exception {
        output.note("starting three brokers");
        var brokers = BrokerCluster.start(folder.resolve("kafka"), folder.resolve("log"));
        try {
            new TopicAdmin(brokers.connection()).create(pipeline, 1, COPIES);
            output.note("starting a Flink cluster, and the trainer on it");
            var trainer = TrainerOnFlink.start(flink(folder), pipeline, brokers.connection(), output);
            return running(new Deployment(folder, pipeline, brokers, trainer), output);
        } catch (Exception failed) {
            brokers.close();
            throw failed;
        }
    }

    private static Deployment running(Deployment deployment, Output output) throws Exception {
        try {
            output.note("starting ingest and evaluator");
            deployment.startApps();
            return deployment;
        } catch (Exception failed) {
            deployment.close();
            throw failed;
        }
    }

    private static Path flink(Path folder) {
        return folder.resolve("flink");
    }

    private void startApps() throws Exception {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), PipelineFile.write(pipeline));
        Victim ingest = startApp(Parts.Part.INGEST, file);
        Victim evaluator = startApp(Parts.Part.EVALUATOR, file);
        List<LoggedProcess> flink = trainer.members();
        victims.put(Part.ZOOKEEPER, List.of(new FlinkVictim(flink.get(0), trainer)));
        victims.put(Part.JOB_MANAGER, List.of(new FlinkVictim(flink.get(1), trainer)));
        victims.put(
                Part.TASK_MANAGER,
                flink.stream()
                        .skip(2)
                        .<Victim>map(p -> new FlinkVictim(p, trainer))
                        .toList());
        victims.put(
                Part.BROKER,
                brokers.members().stream()
                        .<Victim>map(p -> new BrokerVictim(p, brokers))
                        .toList());
        victims.put(Part.INGEST, List.of(ingest));
        victims.put(Part.EVALUATOR, List.of(evaluator));
        for (Victim app : List.of(ingest, evaluator)) {
            Patience.await(app.name() + " runs", this::requireRunning, app::isWell);
        }
    }

    private Victim startApp(Parts.Part part, Path file) throws IOException {
        String name = part.name().toLowerCase(Locale.ROOT);
        Path log = folder.resolve("log").resolve(name + ".log");
        var arguments = List.of(
                Evergreen.class.getName(),
                "run",
                "--parts",
                name,
                "--pipeline",
                file.toString(),
                "--bootstrap-servers",
                brokers.connection().bootstrapServers(),
                "--state-dir",
                folder.resolve("state-" + name).toString(),
                "--no-dashboard");
        List<String> command = JavaCommand.ofThisProcess().running(ParentWatch.class, folder, arguments);
        var process = new LoggedProcess(name, command, log, log, Map.of());
        apps.add(process);
        return new AppVictim(process);
    }

    @Override
    public KafkaConnection kafka() {
        return brokers.connection();
    }

    @Override
    public Path windows() {
        return TrainerOnFlink.windows(flink(folder)).resolve(pipeline.name());
    }

    @Override
    public Victim victim(Fault fault) {
        List<Victim> kind = victims.get(fault.part());
        return kind.get(fault.instance() % kind.size());
    }

    /** @throws StuckException if something has ended that nobody has killed */
    @Override
    public void requireRunning() {
        trainer.requireRunning();
        for (List<LoggedProcess> kind : List.of(brokers.members(), apps)) {
            for (LoggedProcess process : kind) {
                if (!process.isAlive()) {
                    throw new StuckException(process.howItEnded());
                }
            }
        }
    }

    @Override
    public void endApps() throws InterruptedException {
        for (LoggedProcess app : apps) {
            app.askToEnd();
        }
        for (LoggedProcess app : apps) {
            app.awaitEnd();
        }
    }

    /** Returns when no process is left. */
    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            try (brokers;
                    trainer) {
                endApps();
            }
        });
    }
}
