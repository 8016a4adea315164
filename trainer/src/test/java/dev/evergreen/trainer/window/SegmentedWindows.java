package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.util.ArrayList;
import java.util.List;

/** Windows over an endless stream whose rows follow from their sequence number, in segments as a round has them. */
final class SegmentedWindows {
    static final Label CLASSES = new Label.Classes("class", List.of("no", "yes"));
    static final List<Feature> FEATURES =
            List.of(Feature.numeric("größe"), Feature.nominal("day", List.of("mon", "tue")));

    private SegmentedWindows() {}

    /** The rows with sequence numbers from {@code first} (included) to {@code end} (excluded). */
    static WindowSnapshot window(int first, int end) {
        var builder = new TrainingDataBuilder(FEATURES, CLASSES, "p.labeled", end - first);
        for (int n = first; n < end; n++) {
            builder.add("id" + n, time(n), known(n), FeatureVector.owning(new double[] {x(n), n % 2}), n % 2, n % 3, n);
        }
        var window = builder.build();
        var segments = new ArrayList<Segment>();
        int[] slots = new int[end - first];
        int[] slotOf = new int[(end / SegmentName.ROWS + 1) * SegmentName.ROWS];
        for (int number = first / SegmentName.ROWS; number * SegmentName.ROWS < end; number++) {
            int from = number * SegmentName.ROWS;
            int to = from + SegmentName.ROWS;
            boolean inFile = to <= end && WindowSnapshot.worthAFile(to - Math.max(first, from));
            for (int n = from; n < to; n++) {
                slotOf[n] = inFile ? segments.size() * SegmentName.ROWS + n - from : TrainingOrder.INLINE;
            }
            if (inFile) {
                var rows = new Stream(from);
                segments.add(new Segment(SegmentFormat.name(number, rows, FEATURES.size()), rows));
            }
        }
        for (int row = 0; row < slots.length; row++) {
            slots[row] = slotOf[first + builder.added(row)];
        }
        return new WindowSnapshot(window, segments, TrainingOrder.owning(slots));
    }

    static void assertSame(TrainingWindow window, TrainingWindow expected) {
        assertThat(window.info()).isEqualTo(expected.info());
        assertThat(window.data().features()).isEqualTo(expected.data().features());
        assertThat(window.data().label()).isEqualTo(expected.data().label());
        assertThat(window.data().rows()).isEqualTo(expected.data().rows());
        for (int row = 0; row < expected.data().rows(); row++) {
            assertThat(window.data().labelTime(row)).isEqualTo(expected.data().labelTime(row));
        }
        // The ids are not written: any will do to compare the rest, NaN included.
        assertThat(Fingerprint.of(window.data(), row -> "")).isEqualTo(Fingerprint.of(expected.data(), row -> ""));
    }

    /** Late by up to 96 rows, with ties. */
    private static long time(int n) {
        return 1_000L * (n / 2 - n * 31 % 97 / 2);
    }

    private static long known(int n) {
        return time(n) + n * 17 % 5_000;
    }

    private static double x(int n) {
        return n % 7 == 0 ? Double.NaN : Math.sin(n);
    }

    private record Stream(int first) implements RowSource {
        @Override
        public int rows() {
            return SegmentName.ROWS;
        }

        @Override
        public long eventTime(int row) {
            return time(first + row);
        }

        @Override
        public long labelTime(int row) {
            return known(first + row);
        }

        @Override
        public double labelOf(int row) {
            return (first + row) % 2;
        }

        @Override
        public double value(int feature, int row) {
            return feature == 0 ? x(first + row) : (first + row) % 2;
        }
    }
}
