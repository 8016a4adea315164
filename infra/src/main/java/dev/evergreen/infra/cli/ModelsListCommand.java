package dev.evergreen.infra.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "List the published models of a pipeline, by round.",
        footer = {"", "Example:", "  evergreen models list --pipeline elec.yaml --bootstrap-servers localhost:9092"})
final class ModelsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelSource source;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    /** What {@code --json} prints. */
    record Listing(String pipeline, List<ModelSummary> models) {}

    @Override
    public Integer call() {
        var output = Output.of(spec, json);
        var pipeline = source.pipeline();
        var models =
                source.read(pipeline, output).stream().map(ModelSummary::of).toList();
        output.result(new Listing(pipeline.name(), models));
        if (!json) {
            output.text(models.isEmpty() ? "no models yet" : ModelText.list(models));
        }
        return 0;
    }
}
