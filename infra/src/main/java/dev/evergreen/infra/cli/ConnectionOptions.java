package dev.evergreen.infra.cli;

import dev.evergreen.infra.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Which Kafka cluster, and how to reach it. */
final class ConnectionOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            required = true,
            description = "The Kafka cluster.")
    private String bootstrapServers = "";

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Properties of every Kafka client, such as those of TLS and SASL.")
    private Optional<Path> properties = Optional.empty();

    /** @throws BadInputException if the file of properties cannot be read */
    KafkaConnection connection() {
        return new KafkaConnection(
                bootstrapServers, properties.map(ConnectionOptions::load).orElse(Map.of()));
    }

    private static Map<String, String> load(Path file) {
        var loaded = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            loaded.load(reader);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        var map = new HashMap<String, String>();
        loaded.stringPropertyNames().forEach(name -> map.put(name, loaded.getProperty(name)));
        return map;
    }
}
