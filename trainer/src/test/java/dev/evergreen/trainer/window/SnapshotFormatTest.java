package dev.evergreen.trainer.window;

import static dev.evergreen.trainer.window.SegmentedWindows.assertSame;
import static dev.evergreen.trainer.window.SegmentedWindows.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SnapshotFormatTest {
    private static final int PREFIX = 10;

    private final WindowSnapshot small = window(4_000, 4_020);

    @Test
    void readsBackAWindowWithoutSegments() throws IOException {
        for (int rows : new int[] {1, 4_095, 4_096, 4_097, 20_000}) {
            var snapshot = WindowSnapshot.inline(window(0, rows).window());
            assertSame(read(MemoryFolder.of("r", snapshot)), snapshot.window());
        }
    }

    @Test
    void readsBackWhatIsMissingAndWhatMayBe() throws IOException {
        var features = List.of(
                Feature.numeric("a").allowingMissing(),
                Feature.nominal("b", List.of("x", "y")).allowingMissing(),
                Feature.numeric("c"));
        var rows = new TrainingDataBuilder(features, new Label.Regression("y"), "t", 2)
                .add("1", 1, FeatureVector.owning(new double[] {Double.NaN, 1, 2}), 3, 0, 0)
                .add("2", 2, FeatureVector.owning(new double[] {4, Double.NaN, 5}), 6, 0, 1)
                .build();

        TrainingWindow read = read(MemoryFolder.of("r", WindowSnapshot.inline(rows)));

        assertSame(read, rows);
        assertThat(read.data().features()).isEqualTo(features);
        assertThat(read.data().value(0, 0)).isNaN();
        assertThat(read.data().value(1, 1)).isNaN();
    }

    @Test
    void noticesEveryFlippedByte() throws IOException {
        byte[] bytes = bytes(small);
        for (int i = 0; i < bytes.length; i++) {
            for (int mask : new int[] {0x01, 0x80, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) mask;
                assertCorrupt(damaged);
            }
        }
    }

    @Test
    void noticesEveryCutAndEveryByteTooMany() throws IOException {
        byte[] bytes = bytes(small);
        for (int length = 0; length < bytes.length; length++) {
            assertCorrupt(Arrays.copyOf(bytes, length));
        }
        assertCorrupt(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        byte[] bytes = bytes(small);
        assertCorrupt(changed(bytes, 0), "r: not a training window");
        assertCorrupt(changed(bytes, 5), "r: version 2, only 3 is known");
        assertCorrupt(changed(bytes, 20), "r: the manifest's checksum does not match");
        assertCorrupt(changed(bytes, bytes.length - 20), "r: the inline rows' checksum does not match");
        assertCorrupt(Arrays.copyOf(bytes, 9), "r: ends too early");
        assertCorrupt(
                Arrays.copyOf(bytes, bytes.length - 1),
                "r: %d bytes, not %d".formatted(bytes.length - 1, bytes.length));
    }

    @Test
    void tellsAWindowOfAnEarlierVersionByItsVersion() throws IOException {
        byte[] bytes = bytes(small);
        bytes[5] = 1;
        assertCorrupt(bytes, "r: version 1, only 3 is known");
    }

    /** Whoever wrote them, bytes are read or refused in one line: no other exception, and no room for what is not there. */
    @Test
    void refusesOrReadsWhateverTheManifestSaysUnderAChecksumThatMatches() throws IOException {
        byte[] good = bytes(window(2_000, 4_200));
        var folder = MemoryFolder.of("r", window(2_000, 4_200));
        var random = new Random(3);
        int refused = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            byte[] bytes = good.clone();
            // The first bytes tell the columns, the last the order: both are hit, and the segments between.
            int manifest = ByteBuffer.wrap(bytes).getInt(6);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextBoolean() ? random.nextInt(400) : random.nextInt(manifest);
                bytes[PREFIX + at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            ByteBuffer.wrap(bytes).putInt(PREFIX + manifest, crc(bytes, PREFIX, manifest));
            folder.files.put("r", bytes);
            try {
                folder.read("r");
            } catch (IOException refusal) {
                assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void makesNoRoomForWhatIsOnlyAnnounced() throws IOException {
        Manifest honest = Manifest.of(small);
        SnapshotHeader header = honest.header();
        var info = header.info();
        var huge = new WindowInfo(
                50_000_000, info.firstEventTime(), info.lastEventTime(), info.offsets(), info.fingerprint());
        var hugeHeader = new SnapshotHeader(header.features(), header.label(), huge);

        assertCorrupt(
                file(new Manifest(hugeHeader, List.of(), honest.order(), 0)),
                "r: a manifest out of bounds: an order of 50000000 rows in 24 bytes");
        assertCorrupt(
                file(new Manifest(header, List.of(new SegmentName(0, 1)), honest.order(), 0)),
                "r: a manifest out of bounds: 1 segments for 20 rows");
    }

    @Test
    void refusesAnOrderInWhichARowComesTwice() throws IOException {
        var snapshot = window(0, 4_096);
        int[] slots = new int[4_096];
        Arrays.setAll(slots, row -> row == 9 ? 8 : row);
        var manifest = new Manifest(
                SnapshotHeader.of(snapshot.window()),
                snapshot.segments().stream().map(Segment::name).toList(),
                TrainingOrder.owning(slots),
                0);
        assertCorrupt(file(manifest), "r: slot 8 comes twice");
    }

    @Test
    void costsAByteForARowInASegmentAndEightForAValueInline() throws IOException {
        int header = bytes(window(0, 4_096)).length;
        assertThat(header).isBetween(4_096, 4_096 * 2 + 500);
        var inline = WindowSnapshot.inline(window(0, 4_096).window());
        assertThat(bytes(inline).length).isBetween(4_096 * 41, 4_096 * 41 + 500);
    }

    private static byte[] file(Manifest manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        manifest.writeTo(new DataOutputStream(bytes));
        var file = ByteBuffer.allocate(PREFIX + bytes.size() + 4 + 4);
        file.putInt(0x45475457).putShort((short) 3).putInt(bytes.size()).put(bytes.toByteArray());
        file.putInt(crc(bytes.toByteArray(), 0, bytes.size()));
        return file.array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] changed(byte[] bytes, int position) {
        byte[] changed = bytes.clone();
        changed[position] ^= 1;
        return changed;
    }

    private static byte[] bytes(WindowSnapshot snapshot) throws IOException {
        return MemoryFolder.of("r", snapshot).files.get("r");
    }

    private static TrainingWindow read(MemoryFolder folder) throws IOException {
        return folder.read("r").window();
    }

    private static void assertCorrupt(byte[] bytes) {
        var folder = new MemoryFolder();
        folder.files.put("r", bytes);
        assertThatThrownBy(() -> folder.read("r")).isInstanceOf(CorruptWindowException.class);
    }

    private static void assertCorrupt(byte[] bytes, String message) {
        var folder = new MemoryFolder();
        folder.files.put("r", bytes);
        assertThatThrownBy(() -> folder.read("r"))
                .isInstanceOf(CorruptWindowException.class)
                .hasMessage(message);
    }
}
