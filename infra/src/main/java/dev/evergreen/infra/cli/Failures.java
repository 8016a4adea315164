package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.InvalidCsvException;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.ingest.kafka.TopicProblemException;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, said to the user: one line and exit code 2 for bad input, a stack trace and 1 for a bug. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int BUG = 1;
    static final int BAD_INPUT = 2;

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        var command = failure.getCommandLine();
        say(
                command.getErr(),
                "%s%s; see '%s --help'"
                        .formatted(
                                firstLine(failure.getMessage()),
                                suggestion(failure),
                                command.getCommandSpec().qualifiedName()));
        return BAD_INPUT;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        var err = command.getErr();
        return switch (failure) {
            case BadInputException _,
                    InvalidPipelineException _,
                    InvalidCsvException _,
                    KafkaProblemException _,
                    TopicProblemException _ -> {
                say(err, firstLine(failure.getMessage()));
                LoggerFactory.getLogger(Failures.class).debug("refused", failure);
                yield BAD_INPUT;
            }
            default -> {
                say(err, "this is a bug in evergreen, please report it:");
                failure.printStackTrace(err);
                err.flush();
                yield BUG;
            }
        };
    }

    private static String suggestion(ParameterException failure) {
        List<String> similar =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return similar.isEmpty() ? "" : "; did you mean '%s'?".formatted(similar.getFirst());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    private static void say(PrintWriter err, String line) {
        err.println("evergreen: " + line);
        err.flush();
    }
}
