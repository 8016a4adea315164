package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.AssembledWindow;
import dev.evergreen.trainer.window.Segment;
import dev.evergreen.trainer.window.SegmentFormat;
import dev.evergreen.trainer.window.SegmentName;
import dev.evergreen.trainer.window.SnapshotFormat;
import dev.evergreen.trainer.window.TrainingWindow;
import dev.evergreen.trainer.window.WindowAssembly;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * The files in which a round's window travels to the processes that fit it, on any of Flink's file systems: one for the
 * round, and one for each segment, which rounds after it use again. The segments that a round needs are there from its
 * start to its end.
 */
final class SnapshotFiles {
    private static final int FINGERPRINT = 12;
    private static final String WINDOW = ".window";
    private static final String FITS = ".fits";

    private SnapshotFiles() {}

    /**
     * A round's file, relative to the folder that all processes share, so that state can be taken up elsewhere. The
     * fingerprint keeps apart what other deployments write under the same root.
     */
    static String name(String pipeline, long round, TrainingWindow window) {
        String fingerprint = window.info().fingerprint();
        return "%s/round-%d-%s"
                        .formatted(
                                pipeline, round, fingerprint.substring(0, Math.min(FINGERPRINT, fingerprint.length())))
                + WINDOW;
    }

    static Path path(String root, String name) {
        return new Path(root, name);
    }

    /**
     * Writes a round's file and the segments that are not there yet, and deletes what the round does not need: also what
     * an earlier crash left behind. What a round before it needed is gone then.
     *
     * @param path of the round's file; anew if it stands there, as the same name means the same rows
     */
    static void write(Path path, WindowSnapshot snapshot) throws IOException {
        FileSystem files = path.getFileSystem();
        files.mkdirs(path.getParent());
        SnapshotFolder folder = SnapshotFolder.list(path.getParent());
        int width = snapshot.window().data().features().size();
        var needed = new HashSet<String>();
        for (Segment segment : snapshot.segments()) {
            String file = segment.name().file();
            needed.add(file);
            if (!folder.has(file, SegmentFormat.length(width))) {
                write(files, new Path(path.getParent(), file), out -> SegmentFormat.write(segment.rows(), width, out));
            }
        }
        write(files, path, out -> SnapshotFormat.write(snapshot, out));
        needed.add(path.getName());
        needed.add(fitsOf(path.getName()));
        delete(files, folder, file -> !needed.contains(file));
    }

    /**
     * Puts a round's window together.
     *
     * @param held the window before: only the segments that it lacks are read
     */
    static AssembledWindow read(Path path, Optional<AssembledWindow> held) throws IOException {
        return WindowAssembly.of(SnapshotFolder.list(path.getParent()), path.getName(), held);
    }

    /** Deletes what a pipeline's rounds have left but the segments, which the next one can use. */
    static void deleteRounds(String root, String pipeline) throws IOException {
        var path = new Path(root, pipeline);
        FileSystem files = path.getFileSystem();
        delete(files, SnapshotFolder.list(path), file -> !SegmentName.isOf(file));
    }

    private static String fitsOf(String windowFile) {
        return windowFile.substring(0, windowFile.length() - WINDOW.length()) + FITS;
    }

    private static void delete(FileSystem files, SnapshotFolder folder, Predicate<String> unneeded) throws IOException {
        for (FileStatus entry : folder.entries()) {
            if (unneeded.test(entry.getPath().getName())) {
                files.delete(entry.getPath(), entry.isDir());
            }
        }
    }

    @FunctionalInterface
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private static void write(FileSystem files, Path path, Content content) throws IOException {
        try (var out = new BufferedOutputStream(files.create(path, WriteMode.OVERWRITE), SnapshotFolder.BUFFER)) {
            content.to(out);
        }
    }
}
