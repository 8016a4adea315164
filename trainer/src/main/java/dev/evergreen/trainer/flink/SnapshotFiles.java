package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.SnapshotFormat;
import dev.evergreen.trainer.window.TrainingWindow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** The files in which a round's window travels to the processes that fit it, on any of Flink's file systems. */
final class SnapshotFiles {
    private static final int BUFFER = 1 << 16;
    private static final int FINGERPRINT = 12;

    private SnapshotFiles() {}

    /**
     * A window's file, relative to the folder that all processes share, so that state can be taken up elsewhere. The
     * fingerprint keeps apart what other deployments write under the same root.
     */
    static String name(String pipeline, long round, TrainingWindow window) {
        String fingerprint = window.info().fingerprint();
        return "%s/round-%d-%s.window"
                .formatted(pipeline, round, fingerprint.substring(0, Math.min(FINGERPRINT, fingerprint.length())));
    }

    static Path path(String root, String name) {
        return new Path(root, name);
    }

    /** Writes anew what stands there: the same name means the same rows. */
    static void write(Path path, TrainingWindow window) throws IOException {
        FileSystem files = path.getFileSystem();
        files.mkdirs(path.getParent());
        try (var out = new BufferedOutputStream(files.create(path, WriteMode.OVERWRITE), BUFFER)) {
            SnapshotFormat.write(window, out);
        }
    }

    static TrainingWindow read(Path path) throws IOException {
        try (var in = new BufferedInputStream(path.getFileSystem().open(path), BUFFER)) {
            return switch (SnapshotFormat.read(in)) {
                case SnapshotFormat.Decoded.Snapshot snapshot -> snapshot.window();
                case SnapshotFormat.Decoded.Corrupt corrupt -> throw new IOException(path + ": " + corrupt.reason());
            };
        }
    }

    /** Deletes a pipeline's files, all but one if one is still needed: also what an earlier crash left behind. */
    static void deleteAllBut(String root, String pipeline, Optional<Path> kept) throws IOException {
        Path folder = folder(root, pipeline);
        FileSystem files = folder.getFileSystem();
        if (!files.exists(folder)) {
            return;
        }
        for (FileStatus file : files.listStatus(folder)) {
            if (!kept.map(Path::getName).equals(Optional.of(file.getPath().getName()))) {
                files.delete(file.getPath(), false);
            }
        }
    }

    private static Path folder(String root, String pipeline) {
        return new Path(root, pipeline);
    }
}
