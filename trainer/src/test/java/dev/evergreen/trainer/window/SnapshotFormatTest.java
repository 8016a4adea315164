package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.SnapshotFormat.Decoded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotFormatTest {
    private static final Label CLASSES = new Label.Classes("class", List.of("no", "yes"));
    private static final Label NUMBER = new Label.Regression("price");

    @Test
    void readsBackWhatItWrote() throws IOException {
        for (int rows : new int[] {1, 8191, 8192, 8193, 20_000}) {
            for (Label label : List.of(CLASSES, NUMBER)) {
                var window = window(rows, label);
                assertSame(read(bytes(window)), window);
            }
        }
    }

    @Test
    void readsOneWindowAndNoFurther() throws IOException {
        var first = window(3, CLASSES);
        var second = window(5, NUMBER);
        var both = new ByteArrayOutputStream();
        SnapshotFormat.write(first, both);
        SnapshotFormat.write(second, both);
        var in = new ByteArrayInputStream(both.toByteArray());
        assertSame(SnapshotFormat.read(in), first);
        assertSame(SnapshotFormat.read(in), second);
        assertThat(in.available()).isZero();
    }

    @Test
    void noticesEveryFlippedByte() throws IOException {
        byte[] bytes = bytes(window(20, CLASSES));
        for (int i = 0; i < bytes.length; i++) {
            for (int mask : new int[] {0x01, 0x80, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) mask;
                assertThat(read(damaged)).as("byte %d", i).isInstanceOf(Decoded.Corrupt.class);
            }
        }
    }

    @Test
    void noticesEveryCut() throws IOException {
        byte[] bytes = bytes(window(20, CLASSES));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length))).isInstanceOf(Decoded.Corrupt.class);
        }
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        byte[] bytes = bytes(window(20, CLASSES));
        assertThat(read(damaged(bytes, 0))).isEqualTo(new Decoded.Corrupt("not a training window"));
        assertThat(read(damaged(bytes, 5))).isEqualTo(new Decoded.Corrupt("version 0, only 1 is known"));
        assertThat(read(damaged(bytes, 20))).isEqualTo(new Decoded.Corrupt("the header's checksum does not match"));
        assertThat(read(damaged(bytes, bytes.length - 20)))
                .isEqualTo(new Decoded.Corrupt("the rows' checksum does not match"));
        assertThat(read(Arrays.copyOf(bytes, 100))).isEqualTo(new Decoded.Corrupt("ends too early"));
    }

    @Test
    void costsEightBytesAValue() throws IOException {
        int more = bytes(window(2_000, NUMBER)).length - bytes(window(1_000, NUMBER)).length;
        assertThat(more).isEqualTo(1_000 * 8 * (2 + 2));
    }

    private static byte[] damaged(byte[] bytes, int position) {
        byte[] damaged = bytes.clone();
        damaged[position] ^= 1;
        return damaged;
    }

    private static byte[] bytes(TrainingWindow window) throws IOException {
        var out = new ByteArrayOutputStream();
        SnapshotFormat.write(window, out);
        return out.toByteArray();
    }

    private static Decoded read(byte[] bytes) throws IOException {
        return SnapshotFormat.read(new ByteArrayInputStream(bytes));
    }

    private static TrainingWindow window(int rows, Label label) {
        var features = List.of(Feature.numeric("größe"), Feature.nominal("day", List.of("mon", "tue")));
        var builder = new TrainingDataBuilder(features, label, "p.labeled", rows);
        for (int i = 0; i < rows; i++) {
            double x = i % 7 == 0 ? Double.NaN : Math.sin(i);
            builder.add("id" + i, 1_000L * i, FeatureVector.owning(new double[] {x, i % 2}), i % 2, i % 3, i);
        }
        return builder.build();
    }

    private static void assertSame(Decoded decoded, TrainingWindow expected) {
        var window = ((Decoded.Snapshot) decoded).window();
        assertThat(window.info()).isEqualTo(expected.info());
        assertThat(window.data().features()).isEqualTo(expected.data().features());
        assertThat(window.data().label()).isEqualTo(expected.data().label());
        assertThat(window.data().rows()).isEqualTo(expected.data().rows());
        // The ids are not written: any will do to compare the rest, NaN included.
        assertThat(Fingerprint.of(window.data(), row -> "")).isEqualTo(Fingerprint.of(expected.data(), row -> ""));
    }
}
