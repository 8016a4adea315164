package dev.evergreen.trainer.forest;

import java.util.Arrays;
import java.util.Optional;

/** Grows the trees of one fit: draws each one's rows, weighs them, and lets it grow. */
final class ForestGrower {
    private final BinnedColumns columns;
    private final FineColumns fine;
    private final FitRows rows;
    private final ForestSpec spec;
    private final Draw draw;
    private final Sample sample;
    private final NodeSearch search;
    private final TreeGrower grower;
    /** {@code [classes]} */
    private final double[] classWeights;

    ForestGrower(BinnedColumns columns, FineColumns fine, FitRows rows, ForestSpec spec) {
        this.rows = rows;
        this.spec = spec;
        this.columns = columns;
        this.fine = fine;
        this.draw = new Draw(rows.size(), spec.drawn(rows.size()), spec.bootstrap());
        this.classWeights = classWeights(rows, spec);
        int minSamplesLeaf = spec.limits().minSamplesLeaf();
        boolean packed = rows.classes().length == 2
                && spec.criterion() == Criterion.GINI
                && !spec.balanced()
                && spec.drawn(rows.size()) <= BinarySearch.MOST;
        // One more, as rows that were not drawn are written where the next one is to be.
        this.sample = new Sample(1 + Math.min(rows.size(), spec.drawn(rows.size())), !packed);
        if (packed) {
            search = new BinarySearch(columns, fine, sample, minSamplesLeaf);
        } else if (rows.classes().length > 0) {
            search = new ClassSearch(columns, fine, sample, minSamplesLeaf, rows.classes().length, spec.criterion());
        } else {
            search = new NumberSearch(columns, fine, sample, minSamplesLeaf, rows.mean());
        }
        this.grower = new TreeGrower(columns, fine, sample, search, spec.limits(), spec.anyBorder());
    }

    private static double[] classWeights(FitRows rows, ForestSpec spec) {
        var weights = new double[rows.classes().length];
        if (!spec.balanced()) {
            Arrays.fill(weights, 1);
            return weights;
        }
        for (int y : rows.y()) {
            weights[y]++;
        }
        for (int c = 0; c < weights.length; c++) {
            weights[c] = rows.size() / (weights.length * weights[c]);
        }
        return weights;
    }

    /** Grows the trees of a part, and asks each at once. */
    Trees grow(int part, long seed, Optional<Inquiry> inquiry) throws InterruptedException {
        var grown = new Trees(columns, fine, search.width());
        inquiry.ifPresent(Inquiry::beginPart);
        int each = spec.treesPerPart();
        for (int t = part * each; t < Math.min((part + 1) * each, spec.trees()); t++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted between two trees");
            }
            long ofTree = NodeRandom.child(seed, t);
            int[] times = draw.times(ofTree);
            double weight = fill(times);
            grower.grow(NodeRandom.child(ofTree, 0), grown, weight);
            if (inquiry.isPresent()) {
                inquiry.get().ask(grown, times, ofTree);
            }
        }
        inquiry.ifPresent(Inquiry::endPart);
        return grown;
    }

    /** Fills the sample with the rows that were drawn; their weight. */
    private double fill(int[] times) {
        sample.turnTo(0);
        return switch (search) {
            case BinarySearch _ -> fillTwoClasses(times);
            case ClassSearch _ -> fillClasses(times);
            case NumberSearch _ -> fillNumbers(times);
        };
    }

    /** Writes every row, also those that the next one is to take the place of: no branch could be guessed wrong. */
    private double fillTwoClasses(int[] times) {
        int[] y = rows.y();
        int[] into = sample.rows;
        long[] payload = sample.payload;
        int size = 0;
        long weight = 0;
        for (int i = 0; i < times.length; i++) {
            into[size] = rows.row(i);
            payload[size] = BinarySearch.payload(times[i], y[i]);
            weight += times[i];
            size += -times[i] >>> 31;
        }
        sample.size = size;
        return weight;
    }

    private double fillClasses(int[] times) {
        int size = 0;
        double weight = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] > 0) {
                int y = rows.y()[i];
                sample.rows[size] = rows.row(i);
                sample.payload[size] = y;
                sample.sums[size] = times[i] * classWeights[y];
                weight += sample.sums[size++];
            }
        }
        sample.size = size;
        return weight;
    }

    private double fillNumbers(int[] times) {
        int size = 0;
        double weight = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] > 0) {
                sample.rows[size] = rows.row(i);
                sample.payload[size] = NumberSearch.payload(times[i]);
                sample.sums[size++] = times[i] * rows.targets()[i];
                weight += times[i];
            }
        }
        sample.size = size;
        return weight;
    }
}
