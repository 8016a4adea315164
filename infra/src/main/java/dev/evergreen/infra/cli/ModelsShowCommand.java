package dev.evergreen.infra.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Show all that a published model says of itself.",
        footer = {
            "",
            "Examples:",
            "  evergreen models show --pipeline elec.yaml --bootstrap-servers localhost:9092",
            "  evergreen models show --round 3 --json --pipeline elec.yaml --bootstrap-servers localhost:9092"
        })
final class ModelsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelSource source;

    @Option(names = "--round", paramLabel = "N", description = "Which round's model (default: the newest).")
    private Optional<Long> round = Optional.empty();

    @Option(names = "--json", description = "Print the manifest as one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        var output = Output.of(spec, json);
        var pipeline = source.pipeline();
        var models = source.read(pipeline, output);
        if (models.isEmpty()) {
            throw new BadInputException("pipeline '%s' has published no model yet".formatted(pipeline.name()));
        }
        var wanted = round.orElse(models.getLast().manifest().round());
        var manifest = models.stream()
                .map(m -> m.manifest())
                .filter(m -> m.round() == wanted)
                .findFirst()
                .orElseThrow(() -> new BadInputException("--round: pipeline '%s' has no model of round %d; it has %s"
                        .formatted(
                                pipeline.name(),
                                wanted,
                                models.stream()
                                        .map(m -> Long.toString(m.manifest().round()))
                                        .toList())));
        output.result(manifest);
        if (!json) {
            output.text(ModelText.manifest(manifest));
        }
        return 0;
    }
}
