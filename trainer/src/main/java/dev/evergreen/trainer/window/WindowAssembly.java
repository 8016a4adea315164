package dev.evergreen.trainer.window;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a window together from a round's file, the segments that it names and, for those whose rows it has all, the window
 * before. Every row goes straight to its place: nothing is copied twice, and until the end both windows are there.
 */
public final class WindowAssembly {
    private final SnapshotSource source;
    private final String file;
    private final Manifest manifest;
    private final RowOrigins origins;
    private final List<SegmentName> loaded = new ArrayList<>();
    private final List<SegmentName> reused = new ArrayList<>();

    private WindowAssembly(SnapshotSource source, String file, Manifest manifest) throws CorruptWindowException {
        this.source = source;
        this.file = file;
        this.manifest = manifest;
        try {
            this.origins = new RowOrigins(manifest.segments(), manifest.order());
        } catch (IllegalArgumentException twice) {
            throw new CorruptWindowException(file, twice.getMessage());
        }
    }

    /**
     * The window of a round. Rows of the window before that turn out not to be what the round's checksum says are not
     * trusted: all is read afresh then.
     *
     * @param held the window before, whatever became of its pipeline since
     * @throws CorruptWindowException if a file does not hold what it should
     */
    public static AssembledWindow of(SnapshotSource source, String file, Optional<AssembledWindow> held)
            throws IOException {
        Optional<AssembledWindow> assembled = attempt(source, file, held);
        if (assembled.isEmpty() && held.isPresent()) {
            assembled = attempt(source, file, Optional.empty());
        }
        return assembled.orElseThrow(() -> new CorruptWindowException(file, "the rows' checksum does not match"));
    }

    /** Empty if the rows do not have the checksum that they should. */
    private static Optional<AssembledWindow> attempt(SnapshotSource source, String file, Optional<AssembledWindow> held)
            throws IOException {
        try (InputStream stream = source.open(file)) {
            var in = new DataInputStream(stream);
            Manifest manifest = SnapshotFormat.readManifest(file, source.length(file), in);
            return new WindowAssembly(source, file, manifest).assembled(in, held);
        }
    }

    private Optional<AssembledWindow> assembled(DataInputStream in, Optional<AssembledWindow> held) throws IOException {
        plan(held);
        var columns = new WindowColumns(manifest.width(), manifest.order().rows());
        SnapshotFormat.readInline(file, in, manifest.order(), columns);
        for (SegmentName segment : loaded) {
            try (InputStream stream = source.open(segment.file())) {
                SegmentFormat.read(segment, stream, origins.rowsOf(segment), columns);
            }
        }
        held.ifPresent(window -> reused.forEach(segment -> copy(segment, window, columns)));
        TrainingData data =
                columns.data(manifest.header().features(), manifest.header().label());
        return data.checksum() == manifest.checksum()
                ? Optional.of(new AssembledWindow(new TrainingWindow(data, manifest.info()), origins, loaded.size()))
                : Optional.empty();
    }

    /** Sees to it that all is there, in full length, before room is made for it. */
    private void plan(Optional<AssembledWindow> held) throws IOException {
        for (SegmentName segment : manifest.segments()) {
            if (held.isPresent() && isIn(held.get(), segment)) {
                reused.add(segment);
                continue;
            }
            long length = source.length(segment.file());
            if (length != SegmentFormat.length(manifest.width())) {
                throw new CorruptWindowException(
                        segment.file(), "%d bytes, not %d".formatted(length, SegmentFormat.length(manifest.width())));
            }
            loaded.add(segment);
        }
    }

    private boolean isIn(AssembledWindow held, SegmentName segment) {
        int[] there = held.origins().rowsOf(segment);
        int[] here = origins.rowsOf(segment);
        for (int i = 0; i < here.length; i++) {
            if (here[i] >= 0 && there[i] < 0) {
                return false;
            }
        }
        return held.window().data().features().size() == manifest.width();
    }

    private void copy(SegmentName segment, AssembledWindow held, WindowColumns columns) {
        columns.copy(held.window().data(), held.origins().rowsOf(segment), origins.rowsOf(segment));
    }
}
