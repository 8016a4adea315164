package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.ingest.kafka.TopicCreation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "create",
        description = "Make the topics of pipelines that are not there yet; the others stay as they are.",
        footer = {
            "",
            "Example:",
            "  evergreen topics create --pipeline elec.yaml --bootstrap-servers kafka:9092 --replication-factor 3"
        })
final class TopicsCreateCommand implements Callable<Integer> {
    private static final int MAX_PARTITIONS = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--pipeline", paramLabel = "FILE.yaml", required = true, description = "One or more pipelines.")
    private Path pipeline = Path.of("");

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of the topics that carry events (default: ${DEFAULT-VALUE}); the others have one.")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each partition (default: the cluster's).")
    private Optional<Short> replication = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    /** A topic, and whether it was made just now. */
    record Topic(String name, boolean created) {}

    /** What {@code --json} prints. */
    record Listing(List<Topic> topics) {}

    @Override
    public Integer call() throws InterruptedException {
        require(partitions >= 1 && partitions <= MAX_PARTITIONS, "--partitions", partitions, "1 to " + MAX_PARTITIONS);
        replication.ifPresent(n -> require(n >= 1, "--replication-factor", n, "1 or more"));
        var admin = new TopicAdmin(connection.connection());
        var topics = new ArrayList<Topic>();
        for (var of : PipelineFiles.pipelines(pipeline)) {
            for (var result : admin.create(of, partitions, replication.orElse(TopicAdmin.CLUSTERS_REPLICATION))) {
                topics.add(new Topic(result.topic(), result.status() == TopicCreation.Status.CREATED));
            }
        }
        var output = Output.of(spec, json);
        output.result(new Listing(List.copyOf(topics)));
        if (!json) {
            var table = new TextTable(List.of());
            topics.forEach(t -> table.add(List.of(t.name(), t.created() ? "created" : "was there already")));
            output.text(table.render());
        }
        return 0;
    }
}
