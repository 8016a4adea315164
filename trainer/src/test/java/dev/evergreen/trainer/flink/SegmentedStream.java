package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Window;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import dev.evergreen.trainer.window.TrainingWindow;
import dev.evergreen.trainer.window.WindowPolicy;
import dev.evergreen.trainer.window.WindowSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.flink.core.fs.Path;

/**
 * A pipeline's rows on their way through state, files and back, beside a plain list of all of them: what a window must be
 * is built straight from the list.
 */
final class SegmentedStream {
    final Pipeline pipeline;

    private final Path root;
    private final long lateByMs;
    private final List<LabeledRow> all = new ArrayList<>();
    private final HeapMapState<Long, RowBlock> blocks = new HeapMapState<>();
    private final SplittableRandom random;
    private SegmentNames names = new SegmentNames();
    private long round;

    /** @param lateByMs rows come 100 ms apart, and up to so much late, to the second: there are ties */
    SegmentedStream(java.nio.file.Path folder, Window window, long lateByMs, long seed) {
        this.root = new Path(folder.toUri().toString());
        this.pipeline =
                Examples.every(Examples.classification("p", 300, 400, new NJobs(1)), Duration.ofMinutes(10), window);
        this.lateByMs = lateByMs;
        this.random = new SplittableRandom(seed);
    }

    /** Adds rows, and forgets those that neither a window now nor one after {@code held} rows needs. */
    SegmentedStream rows(int count, OptionalLong held) throws Exception {
        var state = new WindowState(pipeline, blocks);
        for (int i = 0; i < count; i++) {
            long sequence = all.size();
            long time = (100 * sequence - random.nextLong(lateByMs + 1)) / 1_000 * 1_000;
            var features = new double[] {random.nextDouble(), sequence, random.nextInt(3)};
            String id = "row-%08x".formatted(random.nextInt());
            long known = time + sequence * 17 % 5_000 - 50;
            var row = new LabeledRow("p", id, time, known, features, random.nextInt(2), (int) (sequence % 3), sequence);
            all.add(row);
            state.append(sequence, row);
            if (all.size() % RowBlock.ROWS == 0) {
                state.prune(all.size(), held);
            }
        }
        return this;
    }

    SegmentedStream rows(int count) throws Exception {
        return rows(count, OptionalLong.empty());
    }

    long rowCount() {
        return all.size();
    }

    /** What a window function does after a restart: all it knew but its state is gone. */
    void restarted() {
        names = new SegmentNames();
    }

    /** Writes down the window after so many rows; gives the name of the round's file. */
    String round(long rowCount) throws Exception {
        WindowSnapshot snapshot = snapshot(rowCount);
        String name = SnapshotFiles.name("p", ++round, snapshot.window());
        SnapshotFiles.write(new Path(root, name), snapshot);
        return name;
    }

    String round() throws Exception {
        return round(all.size());
    }

    WindowSnapshot snapshot(long rowCount) throws Exception {
        return new WindowState(pipeline, blocks).snapshot(rowCount, names);
    }

    SharedWindows.Loaded load(String name, SharedWindows windows) throws Exception {
        return windows.window(root.toString(), name, pipeline.search().cv(), 0);
    }

    /** The window after so many rows, from the list alone. */
    TrainingWindow expected(long rowCount) {
        long[] sequences = new long[all.size()];
        long[] times = new long[all.size()];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = i;
            times[i] = all.get(i).eventTime();
        }
        BitSet included = new WindowPolicy(pipeline.window()).inWindow(sequences, times, rowCount);
        var builder = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), included.cardinality());
        included.stream()
                .mapToObj(all::get)
                .forEach(row -> builder.add(
                        row.id(),
                        row.eventTime(),
                        row.labelTime(),
                        FeatureVector.owning(row.features()),
                        row.label(),
                        row.partition(),
                        row.offset()));
        return builder.build();
    }
}
