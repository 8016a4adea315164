package dev.evergreen.infra.cli;

import dev.evergreen.ingest.event.ControlMessage;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "promote",
        description = {
            "Make the model of a round champion, whatever the test says, and wait until it is.",
            "The champion before goes into its shadow, and comes back if the test finds it to be the better one."
        },
        footer = {
            "",
            "Example:",
            "  evergreen models promote --round 3 --pipeline elec.yaml --bootstrap-servers localhost:9092"
        })
final class ModelsPromoteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--round", paramLabel = "N", required = true, description = "Which round's model.")
    private long round;

    @Mixin
    private ModelOrder order;

    @Override
    public Integer call() throws InterruptedException {
        if (round < 0) {
            throw new BadInputException("--round: '%d' is not allowed; allowed: 0 or more".formatted(round));
        }
        order.give(ControlMessage.Command.PROMOTE, Optional.of(round), spec);
        return 0;
    }
}
