package dev.evergreen.infra.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.evergreen.infra.process.ProcessLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * How much is logged and where; {@code logback.xml} says what is heard without it.
 *
 * @param file that everything from INFO on goes to
 */
record LogSettings(boolean verbose, Optional<Path> file) {
    /** The threshold of the log on stderr, read by {@code logback.xml} as a property and in the environment. */
    static final String LEVEL = "EVERGREEN_LOG";

    /** To be called before anything is logged. */
    void apply() {
        if (verbose) {
            System.setProperty(LEVEL, "INFO");
        }
        file.ifPresent(this::addFile);
    }

    private void addFile(Path path) {
        try {
            var folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, "");
        } catch (IOException e) {
            throw new BadInputException("--log-file: cannot write " + path, e);
        }
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(ProcessLog.PATTERN);
        encoder.start();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setFile(path.toString());
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        if (root.getLevel().isGreaterOrEqual(Level.INFO)) {
            root.setLevel(Level.INFO);
        }
    }
}
