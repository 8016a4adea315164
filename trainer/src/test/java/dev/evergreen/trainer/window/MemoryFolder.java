package dev.evergreen.trainer.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of snapshots in memory, which remembers what was opened. */
final class MemoryFolder implements SnapshotSource {
    final Map<String, byte[]> files = new HashMap<>();
    final List<String> opened = new ArrayList<>();

    /** With a round's file of this name and all its segments. */
    static MemoryFolder of(String file, WindowSnapshot snapshot) throws IOException {
        var folder = new MemoryFolder();
        folder.write(file, snapshot);
        return folder;
    }

    void write(String file, WindowSnapshot snapshot) throws IOException {
        var round = new ByteArrayOutputStream();
        SnapshotFormat.write(snapshot, round);
        files.put(file, round.toByteArray());
        for (Segment segment : snapshot.segments()) {
            var rows = new ByteArrayOutputStream();
            SegmentFormat.write(
                    segment.rows(), snapshot.window().data().features().size(), rows);
            files.put(segment.name().file(), rows.toByteArray());
        }
    }

    AssembledWindow read(String file) throws IOException {
        return WindowAssembly.of(this, file, Optional.empty());
    }

    @Override
    public long length(String file) throws IOException {
        return found(file).length;
    }

    @Override
    public InputStream open(String file) throws IOException {
        opened.add(file);
        return new ByteArrayInputStream(found(file));
    }

    private byte[] found(String file) throws FileNotFoundException {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new FileNotFoundException(file);
        }
        return bytes;
    }
}
