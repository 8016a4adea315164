package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.infra.kafka.TopicPlan;
import dev.evergreen.infra.kafka.TopicState;
import java.nio.file.Path;
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

    @Option(names = "--partitions", paramLabel = "N", description = "Of each topic that is split (default: 4).")
    private Optional<Integer> partitions = Optional.empty();

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each partition (default: the cluster's).")
    private Optional<Short> replication = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    /** What {@code --json} prints. */
    record Listing(List<TopicState> topics) {}

    @Override
    public Integer call() {
        partitions.ifPresent(n -> require(n >= 1 && n <= MAX_PARTITIONS, "--partitions", n, "1 to " + MAX_PARTITIONS));
        replication.ifPresent(n -> require(n >= 1, "--replication-factor", n, "1 or more"));
        var admin = new TopicAdmin(connection.connection());
        var states = PipelineFiles.pipelines(pipeline).stream()
                .flatMap(p -> admin.create(p, TopicPlan.of(p, partitions, replication)).stream())
                .toList();
        var output = Output.of(spec, json);
        output.result(new Listing(states));
        if (!json) {
            var table = new TextTable(List.of("topic", "partitions", ""));
            states.forEach(s -> table.add(List.of(
                    s.name(), Integer.toString(s.partitions()), s.created() ? "created" : "was there already")));
            output.text(table.render());
        }
        return 0;
    }
}
