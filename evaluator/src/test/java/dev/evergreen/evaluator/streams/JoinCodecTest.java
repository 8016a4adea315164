package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.join.Met;
import dev.evergreen.evaluator.join.Progress;
import dev.evergreen.evaluator.join.Remembered;
import dev.evergreen.evaluator.join.Truth;
import dev.evergreen.evaluator.scoring.Guess;
import dev.evergreen.evaluator.scoring.Shadows;
import dev.evergreen.ingest.event.FeatureVector;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinCodecTest {
    private static final Truth TRUTH =
            new Truth(Instant.parse("0000-01-01T00:00:00.000000001Z"), Instant.parse("9999-12-31T23:59:59.9Z"), -0.5);
    private static final FeatureVector FEATURES = FeatureVector.owning(new double[] {0.5, Double.NaN});
    private static final List<Optional<Guess>> GUESSES = List.of(
            Optional.empty(),
            Optional.of(new Guess(7, 19, new double[20])),
            Optional.of(new Guess(1, 2.5, new double[0])),
            Optional.of(new Guess(1, 1, new double[1], new Shadows(new long[] {2, 3}, new double[] {0, 1}))));

    @Test
    void comesBackAsItWas() {
        assertThat(JoinCodec.truth(JoinCodec.write(TRUTH))).isEqualTo(TRUTH);
        assertThat(JoinCodec.remembered(JoinCodec.write(new Remembered.Settled())))
                .isEqualTo(new Remembered.Settled());
        var progress = new Progress(-1, Long.MAX_VALUE, 3, 4);
        assertThat(JoinCodec.progress(JoinCodec.write(progress))).isEqualTo(progress);
        for (var guess : GUESSES) {
            assertThat(JoinCodec.remembered(JoinCodec.write(new Remembered.Open(guess))))
                    .isEqualTo(new Remembered.Open(guess));
            var met = new Met("ïd 🌲", TRUTH, guess);
            var joined = new Emitted.Joined(met, FEATURES);
            assertThat(JoinCodec.joined(JoinCodec.write(joined))).contains(joined);
        }
    }

    @Test
    void rowsOfEarlierVersionsHaveNoFeatures() {
        var met = new Met("a", TRUTH, Optional.empty());
        byte[] now = JoinCodec.write(new Emitted.Joined(met, FeatureVector.owning(new double[0])));
        byte[] then = ByteBuffer.allocate(now.length - Short.BYTES)
                .put((byte) 1)
                .put(now, 1, now.length - 1 - Short.BYTES - 1)
                .put((byte) 'a')
                .array();
        assertThat(JoinCodec.joined(then)).contains(new Emitted.Joined(met, FeatureVector.owning(new double[0])));
    }

    @Test
    void ordersAndRowsAreNotTakenForEachOther() {
        byte[] order = {1, 2, 3};
        assertThat(JoinCodec.order(JoinCodec.writeOrder(order))).contains(order);
        assertThat(JoinCodec.joined(JoinCodec.writeOrder(order))).isEmpty();
        assertThat(JoinCodec.order(
                        JoinCodec.write(new Emitted.Joined(new Met("a", TRUTH, Optional.empty()), FEATURES))))
                .isEmpty();
        assertThat(JoinCodec.order(new byte[0])).isEmpty();
    }

    @Test
    void bytesCutShortAreNoMessage() {
        byte[] whole = JoinCodec.write(new Emitted.Joined(new Met("", TRUTH, GUESSES.get(3)), FEATURES));
        for (int length = 0; length < whole.length; length++) {
            assertThat(JoinCodec.joined(Arrays.copyOf(whole, length))).isEmpty();
        }
        byte[] wrongTime = whole.clone();
        Arrays.fill(wrongTime, 1, 9, (byte) 0x7f);
        assertThat(JoinCodec.joined(wrongTime)).isEmpty();
    }
}
