package dev.evergreen.infra.replay;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Counts what the broker confirmed and keeps its first refusal. Called on the producer's thread. */
final class Acknowledgements implements Callback {
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Optional<Exception>> refusal = new AtomicReference<>(Optional.empty());

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            count.incrementAndGet();
        } else {
            refusal.compareAndSet(Optional.empty(), Optional.of(exception));
        }
    }

    long count() {
        return count.get();
    }

    /** @throws KafkaException if the broker refused a record */
    void check() {
        var first = refusal.get();
        if (first.isPresent()) {
            throw new KafkaException(
                    "a record could not be sent: " + first.get().getMessage(), first.get());
        }
    }
}
