package dev.evergreen.infra.cli;

import dev.evergreen.ingest.event.ControlMessage;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "rollback",
        description = "Make the champion before the present one champion again, and wait until it is.",
        footer = {"", "Example:", "  evergreen models rollback --pipeline elec.yaml --bootstrap-servers localhost:9092"
        })
final class ModelsRollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOrder order;

    @Override
    public Integer call() throws InterruptedException {
        order.give(ControlMessage.Command.ROLLBACK, Optional.empty(), spec);
        return 0;
    }
}
