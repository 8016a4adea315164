package dev.evergreen.infra.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.trainer.flink.OutputRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandoverTest {
    private final Handover<OutputRecord> handover = Handover.open();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @AfterEach
    void close() {
        handover.close();
    }

    @Test
    void handsOnFromACopyOfItsSinkInOrder() throws Exception {
        SinkWriter<OutputRecord> writer = writer();
        for (int i = 0; i < 3; i++) {
            writer.write(record(i), null);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(handover.next(end)).map(OutputRecord::topic).hasValue("t" + i);
        }
    }

    @Test
    void readsTheRestOfAJobThatHasEnded() throws Exception {
        writer().write(record(1), null);
        end.complete("done");

        assertThat(handover.next(end)).map(OutputRecord::topic).hasValue("t1");
        assertThat(handover.next(end)).isEmpty();
    }

    @Test
    void readsTheRestOfAJobThatHasFailedAndThenSaysWhy() throws Exception {
        writer().write(record(1), null);
        var cause = new IllegalArgumentException("row 7");
        end.completeExceptionally(cause);

        assertThat(handover.next(end)).map(OutputRecord::topic).hasValue("t1");
        assertThatThrownBy(() -> handover.next(end))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
    }

    @Test
    void waitsForWhatIsWrittenLater() throws Exception {
        var late = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(300);
                writer().write(record(9), null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(handover.next(end)).map(OutputRecord::topic).hasValue("t9");
        late.join();
    }

    @Test
    void aJobThatIsFasterWaitsForItsReader() throws Exception {
        int records = 3 * Handover.ROOM;
        var full = new CountDownLatch(Handover.ROOM);
        var job = Thread.ofPlatform().start(() -> {
            try {
                SinkWriter<OutputRecord> writer = writer();
                for (int i = 0; i < records; i++) {
                    writer.write(record(i), null);
                    full.countDown();
                }
                end.complete("done");
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        full.await();
        job.join(200);
        assertThat(end).isNotDone();

        var read = new ArrayList<String>();
        for (var next = handover.next(end); next.isPresent(); next = handover.next(end)) {
            read.add(next.get().topic());
        }
        job.join();

        assertThat(read).hasSize(records).startsWith("t0", "t1").endsWith("t" + (records - 1));
    }

    @Test
    void aJobWithoutItsReaderGoesOnAndLeavesNothing() throws Exception {
        SinkWriter<OutputRecord> writer = writer();
        for (int i = 0; i < Handover.ROOM; i++) {
            writer.write(record(i), null);
        }
        var waits = Thread.ofPlatform().start(() -> {
            try {
                writer.write(record(Handover.ROOM), null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (waits.getState() != Thread.State.WAITING) {
            Thread.sleep(5);
        }

        handover.close();

        waits.join();
        for (int i = 0; i < 2 * Handover.ROOM; i++) {
            writer.write(record(i), null);
        }
        end.complete("done");
        assertThat(handover.next(end)).isEmpty();
    }

    @Test
    void aJobWhoseReaderIsInAnotherProcessDoesNotStart() {
        handover.close();

        assertThatThrownBy(this::writer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nobody in this process reads what the job publishes");
    }

    @Test
    void aJobTakesWhatIsPutHere() throws Exception {
        Handover.End<OutputRecord> job = InstantiationUtil.clone(handover.end());
        assertThat(job.take(Duration.ZERO)).isEmpty();

        handover.end().put(record(1));
        handover.end().put(record(2));

        assertThat(job.take(Duration.ZERO)).map(OutputRecord::topic).hasValue("t1");
        handover.close();
        assertThat(job.take(Duration.ofMillis(1)))
                .as("what was left when it was closed")
                .isEmpty();
    }

    @Test
    void oneIsNotAnother() throws Exception {
        try (var other = Handover.<OutputRecord>open()) {
            other.end().put(record(1));

            assertThat(handover.end().take(Duration.ZERO)).isEmpty();
            assertThat(other.end().take(Duration.ZERO)).isPresent();
        }
    }

    @Test
    void aReaderCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> handover.next(end)).isInstanceOf(InterruptedException.class);
    }

    /** As a job has it, whose functions go to its tasks as bytes. */
    private SinkWriter<OutputRecord> writer() throws Exception {
        Sink<OutputRecord> copy = InstantiationUtil.clone(handover.sink());
        return copy.createWriter(null);
    }

    private static OutputRecord record(int number) {
        return new OutputRecord(
                "t" + number, new byte[0], Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }
}
