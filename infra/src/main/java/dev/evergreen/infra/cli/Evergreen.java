package dev.evergreen.infra.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The program. */
@Command(
        name = "evergreen",
        subcommands = {
            DemoCommand.class,
            SearchCommand.class,
            BenchCommand.class,
            RunCommand.class,
            TopicsCommand.class,
            ReplayCommand.class,
            ModelsCommand.class,
            ClusterCommand.class,
            SubmitCommand.class,
            ChaosCommand.class
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Continuous retraining of tree ensembles on a stream.",
        footer = {
            "",
            "Examples:",
            "  evergreen demo                                            a stream with drift, all in one process",
            "  evergreen demo --data elec.csv --label class              the same on your own rows",
            "  evergreen search --data elec.csv --label class            one cross-validated search, no Kafka",
            "  evergreen bench n-jobs --data elec.csv --label class      which n_jobs pays on this machine",
            "  evergreen bench score                                     how fast one core predicts",
            "  evergreen bench ingest                                    how many rows a second ingest joins, and how steadily",
            "  evergreen bench auto --data elec.csv --label class        how near n_jobs: auto comes to the best",
            "  evergreen bench search --data elec.csv --label class      the same search in scikit-learn, side by side",
            "  evergreen run --pipeline elec.yaml --bootstrap-servers localhost:9092",
            "  evergreen cluster start --task-managers 2                 a Flink cluster of processes on this machine",
            "  evergreen submit --pipeline elec.yaml --bootstrap-servers localhost:9092     the trainer on it",
            "  evergreen chaos                                           kills part after part, and looks what is lost",
            "",
            "'evergreen COMMAND --help' explains a command. Exit codes: 0 done, 1 a bug, 2 bad input."
        })
public final class Evergreen {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what the engines do, to stderr. The environment's EVERGREEN_LOG=debug says more.")
    private boolean verbose;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Log to a file as well; it is overwritten.")
    private Optional<Path> logFile = Optional.empty();

    private Evergreen() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Services.standard()).execute(arguments));
    }

    /** The whole command line over such services. */
    static CommandLine commandLine(Services services) {
        var evergreen = new Evergreen();
        var failures = new Failures();
        return WholeNumbers.register(new CommandLine(evergreen, new CommandFactory(services)))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(parsed -> {
                    try {
                        new LogSettings(evergreen.verbose, evergreen.logFile).apply();
                    } catch (BadInputException e) {
                        throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
                    }
                    return new RunLast().execute(parsed);
                });
    }
}
