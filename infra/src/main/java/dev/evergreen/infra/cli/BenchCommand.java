package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        subcommands = {
            BenchNJobsCommand.class,
            BenchSearchCommand.class,
            BenchFitCommand.class,
            BenchRoundsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = "Measure on this machine: what a setting brings, and how others do the same.")
final class BenchCommand {}
