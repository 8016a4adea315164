package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoringTest {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

    private Instant now = Instant.EPOCH;
    private final Restoring restoring = new Restoring("app", () -> now);

    @Test
    void thereIsPatienceForAsLongAsRecordsAreRead() {
        pass(Duration.ofMinutes(2));
        assertThat(restoring.patience(WITHIN)).isEqualTo(Duration.ofMinutes(1));

        restoring.onRestoreStart(FIRST, "store", 0, 1000);
        restoring.onBatchRestored(FIRST, "store", 0, 0);
        assertThat(restoring.patience(WITHIN)).isEqualTo(Duration.ofMinutes(1));

        for (int batch = 1; batch <= 10; batch++) {
            pass(Duration.ofMinutes(batch == 1 ? 1 : 2));
            restoring.onBatchRestored(FIRST, "store", 100 * batch - 1, 100);
        }
        pass(Duration.ofMinutes(1));
        assertThat(restoring.patience(WITHIN)).isEqualTo(Duration.ofMinutes(2));

        pass(Duration.ofMinutes(3));
        assertThat(restoring.patience(WITHIN)).isNegative();
    }

    @Test
    void onlyRecordsAreProgress() {
        pass(Duration.ofMinutes(1));
        restoring.onRestoreStart(FIRST, "store", 0, 1000);
        restoring.onRestoreSuspended(FIRST, "store", 10);
        restoring.onRestoreStart(SECOND, "store", 20, 10);
        restoring.onRestoreEnd(SECOND, "store", 0);

        assertThat(restoring.patience(WITHIN)).isEqualTo(Duration.ofMinutes(2));
        assertThat(restoring.left()).isZero();
    }

    @Test
    void whatIsReadAfterAFailureIsNoProgress() {
        restoring.onRestoreStart(FIRST, "store", 0, 1000);
        restoring.failed();
        pass(Duration.ofMinutes(1));
        restoring.onBatchRestored(FIRST, "store", 99, 100);

        assertThat(restoring.patience(WITHIN)).isEqualTo(Duration.ofMinutes(2));
        assertThat(restoring.left()).isEqualTo(900);
    }

    @Test
    void countsWhatIsLeftOfAllStores() {
        restoring.onRestoreStart(FIRST, "store", 500, 1000);
        restoring.onRestoreStart(SECOND, "store", 0, 300);
        restoring.onRestoreStart(SECOND, "other", 0, 20);
        assertThat(restoring.left()).isEqualTo(820);

        restoring.onBatchRestored(FIRST, "store", 599, 100);
        assertThat(restoring.left()).isEqualTo(720);

        // Marks of transactions are in the offsets, and no records.
        restoring.onRestoreEnd(FIRST, "store", 480);
        assertThat(restoring.left()).isEqualTo(320);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
