package dev.evergreen.infra.load;

import dev.evergreen.infra.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a process does in a measurement. */
public enum Role {
    /** A real broker on a folder. */
    BROKER {
        @Override
        Participant start(List<String> arguments) {
            var kafka = EmbeddedKafka.start(Path.of(arguments.getFirst()));
            return new Participant() {
                @Override
                public String bootstrapServers() {
                    return kafka.bootstrapServers();
                }

                @Override
                public boolean running() {
                    return true;
                }

                @Override
                public void close() {
                    kafka.close();
                }
            };
        }
    },
    /** Ingest as it is shipped. */
    INGEST {
        @Override
        Participant start(List<String> arguments) throws InterruptedException {
            return IngestParticipant.start(Assignment.read(arguments));
        }
    },
    /** A bare loop with Kafka's transactions: the same guarantee as ingest's. */
    LOOP {
        @Override
        Participant start(List<String> arguments) {
            return CopyLoop.start(Assignment.read(arguments), true);
        }
    },
    /** A bare loop without transactions: after a failure some records are copied twice. */
    LOOP_PLAIN {
        @Override
        Participant start(List<String> arguments) {
            return CopyLoop.start(Assignment.read(arguments), false);
        }
    };

    /** Starts it in this process. */
    abstract Participant start(List<String> arguments) throws InterruptedException;

    /** What it is called, such as {@code loop-plain}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The group whose offsets say how far one of that name is. */
    public String group(String name) {
        return (this == INGEST ? "evergreen-" : "bare-") + key() + "-" + name;
    }
}
