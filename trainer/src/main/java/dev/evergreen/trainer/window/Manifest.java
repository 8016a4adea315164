package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.WindowInfo;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a round's file says of its window but for the inline rows: the columns' meaning, the segments, the training order.
 *
 * @param segments ascending by number
 * @param checksum of all rows in training order: see {@link TrainingData#checksum}
 */
record Manifest(SnapshotHeader header, List<SegmentName> segments, TrainingOrder order, int checksum) {
    /** A segment is worth a file of its own only while this many of its rows are in the window. */
    static final int LEAST_ROWS = SegmentName.ROWS / 2;

    static Manifest of(WindowSnapshot snapshot) {
        return new Manifest(
                SnapshotHeader.of(snapshot.window()),
                snapshot.segments().stream().map(Segment::name).toList(),
                snapshot.order(),
                snapshot.window().data().checksum());
    }

    int width() {
        return header.features().size();
    }

    WindowInfo info() {
        return header.info();
    }

    void writeTo(DataOutputStream out) throws IOException {
        header.writeTo(out);
        out.writeInt(segments.size());
        for (SegmentName segment : segments) {
            out.writeLong(segment.number());
            out.writeLong(segment.fingerprint());
        }
        order.writeTo(out);
        out.writeInt(checksum);
    }

    /**
     * Allocates no more than some times what there is to read.
     *
     * @throws IllegalArgumentException if a size or a code is out of bounds
     */
    static Manifest readFrom(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        SnapshotHeader header = SnapshotHeader.readFrom(in);
        int rows = header.info().rows();
        List<SegmentName> segments = segments(in, rows);
        TrainingOrder order = TrainingOrder.readFrom(in, rows, segments.size() * SegmentName.ROWS);
        int checksum = in.readInt();
        if (in.available() > 0) {
            throw new IllegalArgumentException("%d bytes too many".formatted(in.available()));
        }
        return new Manifest(header, segments, order, checksum);
    }

    private static List<SegmentName> segments(DataInputStream in, int rows) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > rows / LEAST_ROWS) {
            throw new IllegalArgumentException("%d segments for %d rows".formatted(count, rows));
        }
        var segments = new ArrayList<SegmentName>();
        long last = -1;
        for (int i = 0; i < count; i++) {
            var segment = new SegmentName(in.readLong(), in.readLong());
            if (segment.number() <= last) {
                throw new IllegalArgumentException("segment %d after %d".formatted(segment.number(), last));
            }
            last = segment.number();
            segments.add(segment);
        }
        return List.copyOf(segments);
    }
}
