package dev.evergreen.infra.cli;

import java.util.List;

/** What the command line makes of arguments, without doing it. */
public final class CommandLines {
    private CommandLines() {}

    /** @throws picocli.CommandLine.ParameterException if a command does not take them */
    public static void parse(List<String> arguments) {
        Evergreen.commandLine(Services.standard()).parseArgs(arguments.toArray(String[]::new));
    }
}
