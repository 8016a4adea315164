package dev.evergreen.infra.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker in this JVM, controller included, on free ports of the loopback interface. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final BrokerSettings settings;
    private final Optional<Path> temporary;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, BrokerSettings settings, Optional<Path> temporary) {
        this.server = server;
        this.settings = settings;
        this.temporary = temporary;
    }

    /**
     * Starts on a temporary directory that {@link #close} deletes.
     *
     * @throws UncheckedIOException if there is no room or no free port
     */
    public static EmbeddedKafka start() {
        try {
            Path directory = Files.createTempDirectory("evergreen-kafka-");
            return start(directory, Optional.of(directory), settings -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts on a directory that stays: topics and offsets in it are there again after a restart.
     *
     * @throws UncheckedIOException if the directory cannot be used or there is no free port
     */
    public static EmbeddedKafka start(Path directory) {
        return start(directory, settings -> {});
    }

    /** As {@link #start(Path)}, with settings that somebody changes: those of the broker's own listener must stay. */
    static EmbeddedKafka start(Path directory, Consumer<Map<String, String>> changes) {
        try {
            return start(Files.createDirectories(directory), Optional.empty(), changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Returns when every thread of the broker has ended. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        temporary.ifPresent(Directories::delete);
    }

    private static EmbeddedKafka start(Path directory, Optional<Path> temporary, Consumer<Map<String, String>> changes)
            throws IOException {
        // Another process may take a port between the probe and the bind.
        for (int attempt = 1; ; attempt++) {
            List<BrokerNode> alone = BrokerNode.onFreePorts(1);
            var settings = new BrokerSettings(directory, alone.getFirst(), alone);
            try {
                return new EmbeddedKafka(boot(settings, changes), settings, temporary);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    temporary.ifPresent(Directories::delete);
                    throw e;
                }
            }
        }
    }

    private static KafkaRaftServer boot(BrokerSettings settings, Consumer<Map<String, String>> changes)
            throws IOException {
        settings.format(Uuid.randomUuid());
        Map<String, String> map = settings.toMap();
        changes.accept(map);
        var server = new KafkaRaftServer(new KafkaConfig(map, false), Time.SYSTEM);
        boolean started = false;
        try {
            server.startup();
            started = true;
            return server;
        } finally {
            // Not a catch: Scala throws checked exceptions undeclared, that of an interrupt among them.
            if (!started) {
                server.shutdown();
                server.awaitShutdown();
            }
        }
    }
}
