package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * ADWIN2: a window of the newest losses that grows as long as they look alike, and is cut while any two parts of it have means
 * that differ by more than chance allows. A fall of the mean cuts it too, but is no alarm.
 *
 * <p>The test, for parts of n0 and n1 rows of a window of n (Bifet and Gavaldà, "Learning from time-changing data with
 * adaptive windowing", SDM 2007, section 3):
 *
 * <pre>
 * 1/m = 1/n0 + 1/n1,  delta' = delta / ln n,  s2 = the window's variance
 * abs(mean0 - mean1) &gt; sqrt(2/m · s2 · ln(2/delta')) + 2/(3m) · ln(2/delta')
 * </pre>
 *
 * <p>The paper drops one bucket at a time until no split is left that tells, which keeps thousands of rows from before a
 * change. Here all goes that is older than the clearest split, so that what is kept tells since when things are otherwise.
 *
 * <p>A row costs a few additions, and each {@value #CHECK_EVERY}th a pass over some {@code 6 log2(n / 5)} buckets.
 */
final class Adwin implements Watcher {
    static final int CHECK_EVERY = 32;
    /** Rows that each part has at least. */
    private static final int LEAST = 5;

    private final double delta;
    private final Buckets buckets;
    private long clock;

    Adwin(DriftDetection.Adwin settings) {
        this(settings, new Buckets(), 0);
    }

    private Adwin(DriftDetection.Adwin settings, Buckets buckets, long clock) {
        this.delta = settings.delta();
        this.buckets = buckets;
        this.clock = clock;
    }

    @Override
    public List<Signal> add(Seen row) {
        buckets.add(row.loss(), row.time());
        clock++;
        return clock % CHECK_EVERY == 0 ? shrink() : List.of();
    }

    /**
     * A split of the window.
     *
     * @param before rows of its older part
     * @param rise by how much more the newer part lost on average
     */
    private record Cut(long before, double rise, double bound) {
        double excess() {
            return Math.abs(rise) - bound;
        }
    }

    private List<Signal> shrink() {
        Optional<Cut> first = clearest();
        for (var cut = first; cut.isPresent(); cut = clearest()) {
            buckets.dropOldest(cut.get().before());
        }
        return first.filter(cut -> cut.rise() > 0)
                .map(cut -> List.of(Signal.ofLoss(cut.rise(), cut.bound(), buckets.rows(), buckets.oldestTime())))
                .orElse(List.of());
    }

    /** Of the splits that cannot be chance, the one furthest beyond its bound. */
    private Optional<Cut> clearest() {
        long n = buckets.rows();
        double sum = buckets.sum();
        double mean = sum / n;
        double variance = Math.max(0, buckets.squares() / n - mean * mean);
        double log = Math.log(2 * Math.log((double) n) / delta);
        var older = new Object() {
            long rows;
            double sum;
            Optional<Cut> clearest = Optional.empty();
        };
        buckets.fromOldest((rows, lost) -> {
            older.rows += rows;
            older.sum += lost;
            long newer = n - older.rows;
            if (older.rows < LEAST || newer < LEAST) {
                return;
            }
            double perM = 1.0 / older.rows + 1.0 / newer;
            double bound = Math.sqrt(2 * perM * variance * log) + 2.0 / 3 * perM * log;
            var cut = new Cut(older.rows, (sum - older.sum) / newer - older.sum / older.rows, bound);
            if (cut.excess() > older.clearest.map(Cut::excess).orElse(0.0)) {
                older.clearest = Optional.of(cut);
            }
        });
        return older.clearest;
    }

    Buckets buckets() {
        return buckets;
    }

    @Override
    public int bytes() {
        return Long.BYTES + buckets.bytes();
    }

    @Override
    public void write(ByteBuffer to) {
        to.putLong(clock);
        buckets.write(to);
    }

    static Adwin read(DriftDetection.Adwin settings, ByteBuffer from) {
        long clock = from.getLong();
        return new Adwin(settings, Buckets.read(from), clock);
    }
}
