package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.window.TrainingData;
import dev.evergreen.trainer.window.TrainingWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SharedWindowsTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(new Window.Rows(9_000), 0L),
                Arguments.of(new Window.Rows(9_000), 60_000L),
                Arguments.of(new Window.Rows(700), 5_000L),
                Arguments.of(new Window.Span(Duration.ofMinutes(15), 200_000), 0L),
                Arguments.of(new Window.Span(Duration.ofMinutes(15), 200_000), 120_000L),
                Arguments.of(new Window.Span(Duration.ofMinutes(15), 200_000), 1_200_000L),
                Arguments.of(new Window.Span(Duration.ofMinutes(30), 8_500), 300_000L));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyWindowIsTheOneBuiltStraightFromItsRowsWhateverTheProcessHeldBefore(Window window, long lateByMs)
            throws Exception {
        var stream = new SegmentedStream(folder, window, lateByMs, 1);
        var random = new SplittableRandom(lateByMs);
        var sliding = new SharedWindows();
        for (int round = 0; round < 6; round++) {
            // Some rounds had to wait, and train on the rows that there were when they were triggered.
            long triggered = stream.rows(1 + random.nextInt(5_000)).rowCount();
            if (random.nextBoolean()) {
                stream.rows(random.nextInt(5_000), OptionalLong.of(triggered));
            }
            if (random.nextInt(4) == 0) {
                stream.restarted();
            }
            String name = stream.round(triggered);
            TrainingWindow expected = stream.expected(triggered);
            assertSame(stream.load(name, sliding).window(), expected);
            assertSame(stream.load(name, new SharedWindows()).window(), expected);
        }
    }

    @Test
    void theNextWindowReadsTheNewSegmentsAlone() throws Exception {
        var stream = new SegmentedStream(folder, new Window.Rows(20_000), 30_000, 1);
        var windows = new SharedWindows();
        stream.load(stream.rows(20_500).round(), windows);
        List<Path> before = segments();
        assertThat(before).hasSize(4);

        String next = stream.rows(4_096).round();
        // What is not there cannot be read.
        for (Path segment : before) {
            Files.deleteIfExists(segment);
        }

        assertThat(segments()).hasSize(1);
        assertSame(stream.load(next, windows).window(), stream.expected(stream.rowCount()));
        assertThatThrownBy(() -> stream.load(next, new SharedWindows()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("the window " + next
                        + " cannot be read: FileNotFoundException: .*/p/segment-\\d+-[0-9a-f]{16}\\.rows is not there");
    }

    @Test
    void manyWhoAskAtOnceShareOneWindowAndAnotherProcessHasItsOwn() throws Exception {
        var stream = new SegmentedStream(folder, new Window.Rows(9_000), 1_000, 1);
        String name = stream.rows(10_000).round();
        var here = new SharedWindows();
        var there = new SharedWindows();
        Callable<SharedWindows.Loaded> loadHere = () -> stream.load(name, here);
        Callable<SharedWindows.Loaded> loadThere = () -> stream.load(name, there);
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<SharedWindows.Loaded>> loads = Stream.concat(
                            Stream.generate(() -> loadHere).limit(16),
                            Stream.generate(() -> loadThere).limit(16))
                    .map(threads::submit)
                    .toList();
            for (int i = 0; i < 32; i++) {
                assertThat(loads.get(i).get()).isSameAs(loads.get(i / 16 * 16).get());
            }
            assertThat(loads.getFirst().get()).isNotSameAs(loads.getLast().get());
        }
    }

    @Test
    void askingAgainReadsNothing() throws Exception {
        var stream = new SegmentedStream(folder, new Window.Rows(9_000), 1_000, 1);
        String name = stream.rows(10_000).round();
        var windows = new SharedWindows();
        SharedWindows.Loaded loaded = stream.load(name, windows);
        Files.delete(folder.resolve(name));

        assertThat(stream.load(name, windows)).isSameAs(loaded);
    }

    @Test
    void whoeverAsksAfterAFailureTriesAgain() throws Exception {
        var stream = new SegmentedStream(folder, new Window.Rows(9_000), 1_000, 1);
        String name = stream.rows(10_000).round();
        Path away = Files.move(folder.resolve(name), folder.resolve("away"));
        var windows = new SharedWindows();
        assertThatThrownBy(() -> stream.load(name, windows))
                .hasMessageStartingWith("the window %s cannot be read: FileNotFoundException".formatted(name));

        Files.move(away, folder.resolve(name));

        assertSame(stream.load(name, windows).window(), stream.expected(10_000));
    }

    @Test
    void aCorruptSegmentFailsItsRoundAndTheNextWritesItAgain() throws Exception {
        var stream = new SegmentedStream(folder, new Window.Rows(9_000), 1_000, 1);
        String name = stream.rows(10_000).round();
        Path segment = segments().getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        assertThatThrownBy(() -> stream.load(name, new SharedWindows()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the window %s cannot be read: CorruptWindowException: %s: the rows are not those that its"
                                + " name says",
                        name, segment.getFileName());

        String next = stream.round();
        assertSame(stream.load(next, new SharedWindows()).window(), stream.expected(10_000));
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("p"))) {
            return files.filter(file -> file.toString().endsWith(".rows"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertSame(TrainingWindow window, TrainingWindow expected) {
        assertThat(window.info()).isEqualTo(expected.info());
        TrainingData data = window.data();
        assertThat(data.features()).isEqualTo(expected.data().features());
        assertThat(data.label()).isEqualTo(expected.data().label());
        assertThat(data.rows()).isEqualTo(expected.data().rows());
        for (int row = 0; row < data.rows(); row++) {
            boolean same = data.eventTime(row) == expected.data().eventTime(row)
                    && data.labelOf(row) == expected.data().labelOf(row);
            for (int f = 0; f < data.features().size(); f++) {
                same &= data.value(f, row) == expected.data().value(f, row);
            }
            if (!same) {
                fail("row %d differs", row);
            }
        }
    }
}
