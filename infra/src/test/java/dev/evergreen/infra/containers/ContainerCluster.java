package dev.evergreen.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** Kafka, a JobManager, two TaskManagers, ingest and evaluator in containers of one network, as compose.yaml has them. */
final class ContainerCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final int STOP_SECONDS = 60;
    private static final String KAFKA = "kafka:19092";
    private static final String PIPELINE = "/etc/evergreen/pipeline.yaml";
    private static final int REST = 8081;

    private final Images images;
    private final Path pipeline;
    private final String volume = "evergreen-test-" + UUID.randomUUID();
    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka =
            new KafkaContainer("apache/kafka:4.2.0").withNetwork(network).withListener(KAFKA);
    private final List<GenericContainer<?>> own = new ArrayList<>();

    private final GenericContainer<?> jobManager;
    final List<GenericContainer<?>> taskManagers;
    final GenericContainer<?> ingest;
    final GenericContainer<?> evaluator;

    /** @param folder for the pipeline's file, which containers read */
    ContainerCluster(Images images, Path folder, Pipeline declared) throws IOException {
        this.images = images;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        pipeline = Files.writeString(folder.resolve("pipeline.yaml"), PipelineFile.write(declared));
        jobManager = flink("jobmanager").withNetworkAliases("jobmanager").withExposedPorts(REST);
        taskManagers = List.of(flink("taskmanager"), flink("taskmanager"));
        ingest = part("ingest");
        evaluator = part("evaluator");
    }

    /**
     * Kafka and the topics first, then the JobManager, since an engine fills a new volume from the image that is first to
     * have it and fails where several are at once, then all others.
     */
    void start() {
        kafka.start();
        once("topics", "create", "--pipeline", PIPELINE, "--bootstrap-servers", KAFKA, "--partitions", "1");
        jobManager.start();
        Startables.deepStart(own).join();
    }

    KafkaConnection kafka() {
        return KafkaConnection.to(kafka.getBootstrapServers());
    }

    /** Those of our images that stay. */
    List<GenericContainer<?>> own() {
        return List.copyOf(own);
    }

    /** Those of them that are Flink's, the JobManager last: TaskManagers would look for it a while. */
    List<GenericContainer<?>> flink() {
        return Stream.concat(taskManagers.stream(), Stream.of(jobManager)).toList();
    }

    /** @return what the command tells of the job */
    JsonNode submit() throws IOException {
        return new ObjectMapper()
                .readTree(once(
                        "submit",
                        "--pipeline",
                        PIPELINE,
                        "--flink",
                        "http://jobmanager:" + REST,
                        "--bootstrap-servers",
                        KAFKA,
                        "--snapshots",
                        "file:///data/windows",
                        "--json"));
    }

    /** What Flink answers. */
    JsonNode flink(URI path) throws IOException, InterruptedException {
        URI whole = URI.create("http://%s:%d".formatted(jobManager.getHost(), jobManager.getMappedPort(REST)))
                .resolve(path);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(whole).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(whole.toString()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body());
        }
    }

    /** Names of files in the folder that Flink's containers share. */
    List<String> files(String folder) throws IOException, InterruptedException {
        return jobManager
                .execInContainer("ls", "/data/" + folder)
                .getStdout()
                .lines()
                .toList();
    }

    static void kill(GenericContainer<?> container) {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    static void startAgain(GenericContainer<?> container) {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    /**
     * As {@code docker stop} does.
     *
     * @return the exit code
     */
    static long stop(GenericContainer<?> container) {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        var ended = docker().inspectContainerCmd(container.getContainerId()).exec();
        return ended.getState().getExitCodeLong();
    }

    /** The end of what each has written. */
    String logs() {
        return own.stream()
                .map(one -> one.getContainerName() + System.lineSeparator() + tail(one.getLogs()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String tail(String log) {
        List<String> lines = log.lines().toList();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private GenericContainer<?> flink(String role) {
        Mount data = new Mount().withType(MountType.VOLUME).withSource(volume).withTarget("/data");
        return staying(locked(images.flink(), Map.of(), data).withCommand(role));
    }

    /**
     * On a disk that is empty again when it is stopped: what it held comes back from Kafka. Started again where it ends by itself, as
     * when Kafka does not answer in time, and not where it is killed or stopped.
     */
    private GenericContainer<?> part(String name) {
        return staying(evergreen(Map.of("/data", "uid=10001,gid=10001"))
                .withCreateContainerCmdModifier(
                        command -> command.getHostConfig().withRestartPolicy(RestartPolicy.onFailureRestart(3)))
                .withCommand(
                        "run",
                        "--parts",
                        name,
                        "--pipeline",
                        PIPELINE,
                        "--bootstrap-servers",
                        KAFKA,
                        "--state-dir",
                        "/data"));
    }

    private GenericContainer<?> staying(GenericContainer<?> container) {
        own.add(container.waitingFor(new UntilHealthy().withStartupTimeout(START)));
        return container;
    }

    /**
     * Runs a command of ours that ends by itself.
     *
     * @return what it printed on stdout
     */
    private String once(String... arguments) {
        try (var container = evergreen(Map.of())
                .withCommand(arguments)
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(START))) {
            container.start();
            return container.getLogs(OutputType.STDOUT);
        }
    }

    private GenericContainer<?> evergreen(Map<String, String> disks) {
        // Not by withFileSystemBind, which first tries it out with an image that it pulls.
        Mount file = new Mount()
                .withType(MountType.BIND)
                .withSource(pipeline.toString())
                .withTarget(PIPELINE)
                .withReadOnly(true);
        return locked(images.evergreen(), disks, file);
    }

    /**
     * With no more than the images promise to do with.
     *
     * @param disks in memory, by their folders
     */
    private GenericContainer<?> locked(String image, Map<String, String> disks, Mount mount) {
        var all = new HashMap<>(disks);
        all.put("/tmp", "exec,mode=1777");
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges:true"))
                        .withTmpFs(all)
                        .withMounts(List.of(mount)));
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() throws Exception {
        Uninterrupted.run(() -> {
            Stream.concat(own.stream(), Stream.of(kafka)).parallel().forEach(GenericContainer::stop);
            network.close();
            docker().removeVolumeCmd(volume).exec();
        });
    }
}
