package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.SnapshotSource;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** A pipeline's folder of snapshots as it was when it was listed, on any of Flink's file systems. */
final class SnapshotFolder implements SnapshotSource {
    static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Map<String, FileStatus> entries = new HashMap<>();

    private SnapshotFolder(Path folder) {
        this.folder = folder;
    }

    /** Asks once for everything: on an object store every further question is a request. What is not there is empty. */
    static SnapshotFolder list(Path folder) throws IOException {
        var listed = new SnapshotFolder(folder);
        for (FileStatus entry : entries(folder)) {
            listed.entries.put(entry.getPath().getName(), entry);
        }
        return listed;
    }

    /** File systems differ in how they say that there is no such folder. */
    private static FileStatus[] entries(Path folder) throws IOException {
        try {
            FileStatus[] entries = folder.getFileSystem().listStatus(folder);
            return entries == null ? new FileStatus[0] : entries;
        } catch (FileNotFoundException none) {
            return new FileStatus[0];
        }
    }

    Iterable<FileStatus> entries() {
        return entries.values();
    }

    /** Whether a file is there, and as long as it must be: a crash may have cut it short. */
    boolean has(String file, long length) {
        FileStatus entry = entries.get(file);
        return entry != null && !entry.isDir() && entry.getLen() == length;
    }

    @Override
    public long length(String file) throws IOException {
        FileStatus entry = entries.get(file);
        if (entry == null || entry.isDir()) {
            throw new FileNotFoundException(new Path(folder, file) + " is not there");
        }
        return entry.getLen();
    }

    @Override
    public InputStream open(String file) throws IOException {
        var path = new Path(folder, file);
        return new BufferedInputStream(path.getFileSystem().open(path), BUFFER);
    }
}
