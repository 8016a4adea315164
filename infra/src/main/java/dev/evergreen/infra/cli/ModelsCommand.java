package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "models",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsPromoteCommand.class,
            ModelsRollbackCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the models that a pipeline has published, and say which of them answers.")
final class ModelsCommand {}
