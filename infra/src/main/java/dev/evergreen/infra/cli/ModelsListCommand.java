package dev.evergreen.infra.cli;

import dev.evergreen.infra.kafka.ChampionTopics;
import dev.evergreen.ingest.event.Lineup;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "List the published models of a pipeline, by round, and which of them answer.",
        footer = {"", "Example:", "  evergreen models list --pipeline elec.yaml --bootstrap-servers localhost:9092"})
final class ModelsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelSource source;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    /**
     * What {@code --json} prints.
     *
     * @param champion round of the model that answers; absent if none does yet
     * @param challengers rounds of those in its shadow
     */
    record Listing(String pipeline, Optional<Long> champion, List<Long> challengers, List<ModelSummary> models) {}

    @Override
    public Integer call() {
        var output = Output.of(spec, json);
        var pipeline = source.pipeline();
        var models =
                source.read(pipeline, output).stream().map(ModelSummary::of).toList();
        var lineup = new ChampionTopics(source.connection()).lineup(pipeline);
        output.result(new Listing(
                pipeline.name(),
                lineup.map(Lineup::champion),
                lineup.map(Lineup::challengers).orElse(List.of()),
                models));
        if (!json) {
            output.text(models.isEmpty() ? "no models yet" : ModelText.list(models, lineup));
        }
        return 0;
    }
}
