package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogSettingsTest {
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final ArrayList<Appender<?>> before = new ArrayList<>();
    private final Level level = root.getLevel();

    @TempDir
    private Path directory;

    @BeforeEach
    void rememberAppenders() {
        root.iteratorForAppenders().forEachRemaining(before::add);
    }

    @AfterEach
    void restore() {
        root.setLevel(level);
        root.iteratorForAppenders().forEachRemaining(appender -> {
            if (!before.contains(appender)) {
                appender.stop();
                root.detachAppender(appender);
            }
        });
    }

    @Test
    void aLogFileGetsWhatStderrDoesNot() throws IOException {
        var file = directory.resolve("new/evergreen.log");
        new LogSettings(false, Optional.of(file)).apply();

        LoggerFactory.getLogger("engine").info("all is well");
        LoggerFactory.getLogger("engine").debug("too much");

        assertThat(Files.readAllLines(file))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith("INFO  [main] engine - all is well"));
    }

    @Test
    void withoutOptionsNothingChanges() {
        new LogSettings(false, Optional.empty()).apply();

        assertThat(root.getLevel()).isEqualTo(level);
        var now = new ArrayList<Appender<?>>();
        root.iteratorForAppenders().forEachRemaining(now::add);
        assertThat(now).isEqualTo(before);
    }
}
