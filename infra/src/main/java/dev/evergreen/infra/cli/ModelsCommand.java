package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "models",
        subcommands = {ModelsListCommand.class, ModelsShowCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the models that a pipeline has published.")
final class ModelsCommand {}
