package dev.evergreen.trainer.flink;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fits of a round that have been done, as small files beside the round's window: after a failure they are found here,
 * and only what was in flight is done again. Whatever goes wrong here costs a repeated fit, not the round. Thread-safe.
 */
final class FinishedFits {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedFits.class);
    private static final int MAX_BYTES = 256 << 20;

    private final Path folder;
    private final Set<String> before;

    private FinishedFits(Path folder, Set<String> before) {
        this.folder = folder;
        this.before = before;
    }

    /** Looks once at what there is: what this process adds it need not look up. */
    static FinishedFits of(String root, String snapshot) {
        Path folder = folder(root, snapshot);
        var names = new HashSet<String>();
        try {
            FileSystem files = folder.getFileSystem();
            files.mkdirs(folder);
            for (FileStatus file : files.listStatus(folder)) {
                names.add(file.getPath().getName());
            }
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read, so every fit is done: {}", folder, unreadable.getMessage());
        }
        return new FinishedFits(folder, names);
    }

    /** The folder of a round's finished fits, beside its window's file. */
    static Path folder(String root, String snapshot) {
        return SnapshotFiles.path(root, snapshot.replaceFirst("\\.window$", "") + ".fits");
    }

    Optional<FinishedFit> find(FitRequest request) {
        if (!before.contains(request.key())) {
            return Optional.empty();
        }
        try {
            return FinishedFitFormat.read(request, read(new Path(folder, request.key())));
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read, so the fit is done again: {}", request.key(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    void add(FitRequest request, FinishedFit fit) {
        Path file = new Path(folder, request.key());
        try (var out = file.getFileSystem().create(file, WriteMode.OVERWRITE)) {
            out.write(FinishedFitFormat.write(request, fit));
        } catch (IOException unwritable) {
            LOG.warn("{} cannot be written, so a failure would repeat the fit: {}", file, unwritable.getMessage());
        }
    }

    private static byte[] read(Path file) throws IOException {
        FileSystem files = file.getFileSystem();
        long length = files.getFileStatus(file).getLen();
        if (length > MAX_BYTES) {
            throw new IOException("%d bytes, at most %d are read".formatted(length, MAX_BYTES));
        }
        try (FSDataInputStream in = files.open(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }
}
