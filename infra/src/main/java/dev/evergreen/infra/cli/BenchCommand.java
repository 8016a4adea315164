package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        subcommands = {
            BenchNJobsCommand.class,
            BenchRoundsCommand.class,
            BenchAutoCommand.class,
            BenchAutoRoundsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = "Measure on this machine what a setting brings.")
final class BenchCommand {}
