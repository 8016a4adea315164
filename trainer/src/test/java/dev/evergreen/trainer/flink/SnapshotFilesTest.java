package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.window.CorruptWindowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path root;

    private Path folder;
    private SegmentedStream stream;

    @BeforeEach
    void stream() {
        folder = root.resolve("p");
        stream = new SegmentedStream(root, new Window.Rows(9_000), 1_000, 1);
    }

    @Test
    void writesEachSegmentOnce() throws Exception {
        stream.rows(9_000).round();
        List<Path> first = segments();
        assertThat(first).hasSize(2).allSatisfy(s -> assertThat(Files.size(s)).isEqualTo(10 + 4_096 * 6 * 8));
        for (Path segment : first) {
            Files.setLastModifiedTime(segment, LONG_AGO);
        }

        stream.restarted();
        stream.rows(4_000).round();

        assertThat(segments()).hasSize(2).contains(first.getLast()).doesNotContain(first.getFirst());
        assertThat(Files.getLastModifiedTime(first.getLast())).isEqualTo(LONG_AGO);
    }

    @Test
    void writesASegmentAgainThatIsMissingOrWasCutShort() throws Exception {
        stream.rows(9_000).round();
        List<Path> first = segments();
        Files.delete(first.getFirst());
        Files.write(first.getLast(), new byte[100]);

        String name = stream.round();

        assertThat(segments()).isEqualTo(first);
        assertThat(read(name)).isEqualTo(9_000);
    }

    @Test
    void deletesWhatACrashLeftBehindAndFitsOfOtherRoundsButNoneOfItsOwn() throws Exception {
        String first = stream.rows(9_000).round();
        Path otherFits =
                Files.createDirectories(folder.resolve(first.substring(2).replace(".window", ".fits/deep")));
        Files.writeString(otherFits.resolve("fit"), "left over");
        Files.writeString(folder.resolve("segment-0-0123456789abcdef.rows"), "left over");
        Files.writeString(folder.resolve("round-1-0123456789ab.window"), "left over");
        String second = SnapshotFiles.name("p", 2, stream.expected(9_000));
        Path ownFits =
                Files.createDirectories(folder.resolve(second.substring(2).replace(".window", ".fits")));
        Files.writeString(ownFits.resolve("fit"), "needed");

        assertThat(stream.round()).isEqualTo(second);

        assertThat(names())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                segments().stream().map(s -> s.getFileName().toString()),
                                Stream.of(
                                        second.substring(2),
                                        ownFits.getFileName().toString()))
                        .toList());
        assertThat(segments()).hasSize(2);
        assertThat(ownFits.resolve("fit")).exists();
    }

    @Test
    void afterARoundOnlySegmentsStay() throws Exception {
        String name = stream.rows(9_000).round();
        Files.createDirectories(folder.resolve(name.substring(2).replace(".window", ".fits/deep")));

        SnapshotFiles.deleteRounds(root.toUri().toString(), "p");

        assertThat(names()).hasSize(2).allMatch(file -> file.startsWith("segment-"));
    }

    @Test
    void nothingIsToBeDeletedWhereNothingWasWritten() throws Exception {
        SnapshotFiles.deleteRounds(root.toUri().toString(), "unknown");
        assertThat(root.resolve("unknown")).doesNotExist();
    }

    @Test
    void aFileThatIsCutShortIsTold() throws Exception {
        String name = stream.rows(9_000).round();
        Path segment = segments().getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, 1_000));
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(CorruptWindowException.class)
                .hasMessage("%s: 1000 bytes, not 196618", segment.getFileName());

        Files.write(root.resolve(name), new byte[3]);
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(CorruptWindowException.class)
                .hasMessage("%s: ends too early", name.substring(2));
    }

    private int read(String name) throws IOException {
        var path = SnapshotFiles.path(root.toUri().toString(), name);
        return SnapshotFiles.read(path, Optional.empty()).window().data().rows();
    }

    private List<Path> segments() throws IOException {
        var segments = new ArrayList<Path>();
        for (String name : names()) {
            if (name.endsWith(".rows")) {
                segments.add(folder.resolve(name));
            }
        }
        return segments;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
