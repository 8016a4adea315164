package dev.evergreen.infra.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How processes of their own log: to the file that their {@code -Dlog.file} names. */
public final class ProcessLog {
    /** Logback's pattern of a line in a log file. */
    public static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger - %msg%n";

    private static final String LOGBACK = """
            <configuration>
              <appender name="file" class="ch.qos.logback.core.FileAppender">
                <file>${log.file}</file>
                <encoder><pattern>PATTERN</pattern></encoder>
              </appender>
              <!-- The exactly-once sink registers the same gauge again with each transaction. -->
              <logger name="org.apache.flink.metrics.MetricGroup" level="ERROR"/>
              <!-- Each weak tree of a boosting is an error to it. -->
              <logger name="smile" level="OFF"/>
              <logger name="org.apache.kafka" level="WARN"/>
              <logger name="org.apache.pekko" level="WARN"/>
              <logger name="org.apache.flink.shaded" level="WARN"/>
              <logger name="kafka" level="WARN"/>
              <root level="INFO"><appender-ref ref="file"/></root>
            </configuration>
            """.replace("PATTERN", PATTERN);

    private ProcessLog() {}

    /** Writes the configuration for {@code -Dlogback.configurationFile}, a file in that folder. */
    public static void write(Path folder) throws IOException {
        Files.writeString(in(folder), LOGBACK);
    }

    /** Where {@link #write} wrote it. */
    public static Path in(Path folder) {
        return folder.resolve("logback.xml");
    }
}
