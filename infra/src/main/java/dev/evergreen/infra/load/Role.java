package dev.evergreen.infra.load;

import dev.evergreen.infra.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What a process does in a measurement. */
public enum Role {
    /** A real broker on a folder. */
    BROKER {
        @Override
        Participant start(List<String> arguments, Consumer<LoadMessage> say) {
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
        Participant start(List<String> arguments, Consumer<LoadMessage> say) throws InterruptedException {
            return StreamsParticipant.ingest(Assignment.read(arguments));
        }
    },
    /** The evaluator as it is shipped, but that its producer waits for nothing. */
    EVALUATOR {
        @Override
        Participant start(List<String> arguments, Consumer<LoadMessage> say) throws InterruptedException {
            return StreamsParticipant.evaluator(
                    Assignment.read(arguments), round -> say.accept(new LoadMessage.ModelServes(round)));
        }
    },
    /** A bare loop with Kafka's transactions: the same guarantee as ingest's. */
    LOOP {
        @Override
        Participant start(List<String> arguments, Consumer<LoadMessage> say) {
            return CopyLoop.start(Assignment.read(arguments), true);
        }
    },
    /** A bare loop without transactions: after a failure some records are copied twice. */
    LOOP_PLAIN {
        @Override
        Participant start(List<String> arguments, Consumer<LoadMessage> say) {
            return CopyLoop.start(Assignment.read(arguments), false);
        }
    };

    /**
     * Starts it in this process.
     *
     * @param say tells the process that measures what it finds
     */
    abstract Participant start(List<String> arguments, Consumer<LoadMessage> say) throws InterruptedException;

    /** What it is called, such as {@code loop-plain}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The group whose offsets say how far one of that name is. */
    public String group(String name) {
        return switch (this) {
            case INGEST, EVALUATOR -> "evergreen-" + key() + "-" + name;
            case LOOP, LOOP_PLAIN -> "bare-" + key() + "-" + name;
            case BROKER -> throw new IllegalStateException("a broker reads nothing");
        };
    }
}
