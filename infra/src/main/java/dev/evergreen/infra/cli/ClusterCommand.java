package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "cluster",
        subcommands = ClusterStartCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A Flink cluster of several processes on this machine.")
final class ClusterCommand {}
