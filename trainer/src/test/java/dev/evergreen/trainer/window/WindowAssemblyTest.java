package dev.evergreen.trainer.window;

import static dev.evergreen.trainer.window.SegmentedWindows.assertSame;
import static dev.evergreen.trainer.window.SegmentedWindows.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowAssemblyTest {
    private static final int S = SegmentName.ROWS;

    @Test
    void isTheWindowThatWasWrittenWhateverLiesInSegments() throws IOException {
        int[][] windows = {
            {0, 1}, {0, S - 1}, {0, S}, {0, S + 1}, {10, 3 * S + 5}, {S / 2, 2 * S}, {S / 2 + 1, 2 * S}, {7, 900}
        };
        for (int[] w : windows) {
            var snapshot = window(w[0], w[1]);
            assertSame(MemoryFolder.of("r", snapshot).read("r").window(), snapshot.window());
        }
        assertThat(window(S / 2, 2 * S).segments()).hasSize(2);
        assertThat(window(S / 2 + 1, 2 * S).segments()).hasSize(1);
    }

    @Test
    void readsOnlyTheSegmentsThatTheWindowBeforeLacks() throws IOException {
        var folder = MemoryFolder.of("r1", window(0, 3 * S + 100));
        AssembledWindow before = folder.read("r1");
        assertThat(folder.opened).hasSize(4);
        folder.opened.clear();
        var next = window(S + 100, 4 * S + 100);
        folder.write("r2", next);

        AssembledWindow after = WindowAssembly.of(folder, "r2", Optional.of(before));

        assertSame(after.window(), next.window());
        assertThat(folder.opened)
                .containsExactly("r2", next.segments().getLast().name().file());
        assertThat(after.segments()).isEqualTo(3);
        assertThat(after.loadedSegments()).isEqualTo(1);
    }

    @Test
    void readsASegmentAgainOfWhichTheWindowBeforeHadNotAllRows() throws IOException {
        var folder = MemoryFolder.of("r1", window(S / 4, 2 * S));
        AssembledWindow before = folder.read("r1");
        folder.opened.clear();
        // Of the first segment rows that were not in the window before, as if late ones had brought them in.
        var next = window(0, 2 * S);
        folder.write("r2", next);

        assertSame(WindowAssembly.of(folder, "r2", Optional.of(before)).window(), next.window());
        assertThat(folder.opened)
                .containsExactly("r2", next.segments().getFirst().name().file());
    }

    @Test
    void doesNotTakeRowsOfASegmentOfTheSameNumberButOtherContent() throws IOException {
        var folder = MemoryFolder.of("r1", window(0, 2 * S));
        AssembledWindow before = folder.read("r1");
        folder.opened.clear();
        var next = renumbered(window(2 * S, 4 * S));
        folder.write("r2", next);

        assertSame(WindowAssembly.of(folder, "r2", Optional.of(before)).window(), next.window());
        assertThat(folder.opened).hasSize(3);
    }

    @Test
    void readsEverythingAfreshWhenRowsOfTheWindowBeforeAreNotWhatTheyShouldBe() throws IOException {
        var snapshot = window(0, 3 * S);
        var folder = MemoryFolder.of("r", snapshot);
        AssembledWindow good = folder.read("r");
        TrainingWindow others = window(S, 4 * S).window();
        var damaged = new AssembledWindow(others, good.origins(), 0);
        folder.opened.clear();

        AssembledWindow window = WindowAssembly.of(folder, "r", Optional.of(damaged));

        assertSame(window.window(), snapshot.window());
        assertThat(folder.opened).hasSize(1 + 1 + 3);
        assertThat(window.loadedSegments()).isEqualTo(3);
    }

    @Test
    void tellsWhichFileIsWrongAndWhy() throws IOException {
        var snapshot = window(0, 2 * S);
        var folder = MemoryFolder.of("r", snapshot);
        String segment = snapshot.segments().getLast().name().file();
        byte[] good = folder.files.get(segment);

        folder.files.put(segment, changed(good, good.length - 1));
        assertCorrupt(folder, segment + ": the rows are not those that its name says");
        folder.files.put(segment, changed(good, 0));
        assertCorrupt(folder, segment + ": not a segment of a training window");
        folder.files.put(segment, changed(good, 5));
        assertCorrupt(folder, segment + ": version 3, only 2 is known");
        folder.files.put(segment, changed(good, 9));
        assertCorrupt(folder, segment + ": 3 features, not 2");
        folder.files.put(segment, Arrays.copyOf(good, 100));
        assertCorrupt(folder, segment + ": 100 bytes, not 163850");
        folder.files.put(
                segment, folder.files.get(snapshot.segments().getFirst().name().file()));
        assertCorrupt(folder, segment + ": the rows are not those that its name says");
        folder.files.remove(segment);
        assertThatThrownBy(() -> folder.read("r"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(segment);
    }

    @Test
    void noticesAFlippedByteAnywhereInASegment() throws IOException {
        var snapshot = window(0, S);
        var folder = MemoryFolder.of("r", snapshot);
        String segment = snapshot.segments().getFirst().name().file();
        byte[] good = folder.files.get(segment);
        for (int i = 0; i < good.length; i += i < 20 ? 1 : 997) {
            folder.files.put(segment, changed(good, i));
            assertThatThrownBy(() -> folder.read("r")).isInstanceOf(CorruptWindowException.class);
        }
    }

    /** The same segments under lower numbers, as after a window that began anew. */
    private static WindowSnapshot renumbered(WindowSnapshot snapshot) {
        List<Segment> segments = snapshot.segments().stream()
                .map(s -> new Segment(
                        new SegmentName(s.name().number() - 2, s.name().fingerprint()), s.rows()))
                .toList();
        return new WindowSnapshot(snapshot.window(), segments, snapshot.order());
    }

    private static byte[] changed(byte[] bytes, int position) {
        byte[] changed = bytes.clone();
        changed[position] ^= 1;
        return changed;
    }

    private static void assertCorrupt(MemoryFolder folder, String message) {
        assertThatThrownBy(() -> folder.read("r"))
                .isInstanceOf(CorruptWindowException.class)
                .hasMessage(message);
    }
}
