package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "topics",
        subcommands = TopicsCreateCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make a pipeline's topics.")
final class TopicsCommand {}
