package dev.evergreen.infra.cli;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        subcommands = {
            BenchNJobsCommand.class,
            BenchAutoCommand.class,
            BenchSearchCommand.class,
            BenchFitCommand.class,
            BenchAccuracyCommand.class,
            BenchScoreCommand.class,
            BenchModelChangeCommand.class,
            BenchIngestCommand.class,
            BenchRoundsCommand.class,
            BenchAutoRoundsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = "Measure on this machine: what a setting brings, and how others do the same.")
final class BenchCommand {}
