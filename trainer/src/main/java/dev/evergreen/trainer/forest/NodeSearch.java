package dev.evergreen.trainer.forest;

/**
 * Looks for a node's best split, feature by feature: adds its rows up by bin, then tries every border between bins that
 * hold rows. Nominal bins are tried in the order of what their rows' labels are on average, which finds the best set of
 * them for two classes and numbers (Fisher, "On Grouping for Maximum Homogeneity", 1958; Breiman et al., "Classification
 * and Regression Trees", 1984, section 4.2) and a good one for more classes.
 *
 * <p>Rows without a value are tried on either side.
 *
 * <p>A node of {@link FewRows#MOST} rows at most has them sorted by a numeric feature, and every border between values is tried, also
 * those within a bin. In a larger one whose rows share fewer than {@link #FEW_BINS} bins (or, where a border is drawn,
 * {@link #FEW_BINS_TO_DRAW_FROM}), the best border between bins is found first and
 * then, if it is better than those of the features tried before, the best within the two bins beside it.
 */
abstract sealed class NodeSearch permits BinarySearch, ClassSearch, NumberSearch {
    /** Of fewer rows it pays to note which bins are not empty. */
    private static final int SPARSE_ROWS = 128;

    /** Fewer than these tell little of a node of many rows. */
    static final int FEW_BINS = 5;

    /** The same where one border is drawn: to look into more bins costs little there. */
    private static final int FEW_BINS_TO_DRAW_FROM = 16;

    final Sample sample;
    final int minSamplesLeaf;
    final Split best = new Split();
    int from;
    int to;
    /** Of the feature that is tried: after how many bins, or sorted rows, its best border lies; 0 while no border is the best. */
    int bestBorder;

    boolean bestMissingFirst;
    /** How many rows go to the first child there. */
    int bestFirstRows;

    final BinnedColumns columns;
    private final FineColumns fine;
    private final NodePlaces places;
    private final FewRows few;
    /** {@code [features]} */
    private final boolean[] numeric;
    /** Bins with rows, but for {@link BinnedColumns#MISSING}. */
    private final int[] order = new int[BinnedColumns.MAX_BINS];

    private final double[] keys = new double[BinnedColumns.MAX_BINS];
    final long[] occupied = new long[4];

    NodeSearch(BinnedColumns columns, FineColumns fine, Sample sample, int minSamplesLeaf) {
        this.columns = columns;
        this.fine = fine;
        this.places = new NodePlaces(columns, fine, sample);
        this.few = new FewRows(columns, fine, sample);
        this.numeric = new boolean[columns.features()];
        for (int f = 0; f < numeric.length; f++) {
            numeric[f] = columns.bins(f) instanceof NumericBins;
        }
        this.sample = sample;
        this.minSamplesLeaf = minSamplesLeaf;
    }

    /** Turns to a node. */
    final void enter(int nodeFrom, int nodeTo) {
        from = nodeFrom;
        to = nodeTo;
        best.none();
        addUp();
    }

    final int rows() {
        return to - from;
    }

    /** Adds up the whole node. */
    abstract void addUp();

    /** Whether all rows have the same label. */
    abstract boolean pure();

    /** How many numbers a node's answer has. */
    abstract int width();

    /** The answer of the node, if it is a leaf. */
    abstract void answer(double[] into, int at);

    /** By how much the best split lessens the impurity, times the weight of the node's rows. */
    abstract double gain();

    /** Adds the rows up by bin. The bins are all empty before. */
    abstract void fill(byte[] column);

    /** As {@link #fill}, and notes which bins have rows, a bit each. */
    abstract void fill(byte[] column, long[] into);

    abstract boolean isOccupied(int bin);

    abstract int rowsIn(int bin);

    /** What nominal bins are ordered by. */
    abstract double key(int bin);

    /**
     * Tries the borders of a feature, each after so many of the bins in {@code order}.
     *
     * @param firstBorder the first to be tried, 1 or more
     * @param lastBorder the last to be tried, at most {@code count}: all rows with a value against those without
     */
    abstract void tryBorders(int feature, int[] order, int count, int firstBorder, int lastBorder);

    /**
     * As {@link #tryBorders}, of rows that are sorted: borders between two of the same code are none.
     *
     * @param entries as {@link FewRows#entries} has them
     * @param valued how many have a value, which come first
     * @param firstBorder the first to be tried, after so many rows, 1 or more
     * @param lastBorder the last to be tried, at most {@code valued}: all rows with a value against those without
     */
    abstract void tryBorders(int[] entries, int valued, int firstBorder, int lastBorder);

    /** Empties a bin. */
    abstract void clear(int bin);

    /**
     * Tries a feature.
     *
     * @return whether its values differ within the node
     */
    final boolean tryFeature(int feature) {
        if (hasFewRows(feature)) {
            return tryFew(feature);
        }
        occupy(feature);
        return tryFilled(feature, occupied);
    }

    /** As {@link #tryFeature} of one feature and then of another. */
    boolean tryFeatures(int one, int other) {
        boolean differ = tryFeature(one);
        return tryFeature(other) || differ;
    }

    /** Whether rows are sorted by the feature rather than added up by bin. */
    final boolean hasFewRows(int feature) {
        return rows() <= FewRows.MOST && numeric[feature];
    }

    final boolean isNumeric(int feature) {
        return numeric[feature];
    }

    final boolean isSparse() {
        return rows() < SPARSE_ROWS;
    }

    /**
     * Tries a feature whose rows have been added up.
     *
     * @param bits of the bins with rows, a bit each, where the node is sparse; all 0 afterwards
     */
    boolean tryFilled(int feature, long[] bits) {
        int count = order(feature, bits);
        boolean shared = fine.has(feature) && count > 0 && count < rows();
        boolean missing = isOccupied(BinnedColumns.MISSING);
        boolean differ = count > 1 || (count == 1 && missing);
        bestBorder = 0;
        if (differ) {
            boolean nominal = columns.bins(feature) instanceof NominalBins;
            if (nominal) {
                sortByKey(count);
            }
            tryAndKeep(feature, nominal, count, 1, missing ? count : count - 1);
        }
        int border = shared && count < FEW_BINS ? borderToLookAt(count) : -1;
        int low = order[Math.max(0, border - 1)];
        int high = order[Math.max(0, border)];
        empty(count);
        return border < 0 ? differ : tryWithin(feature, low, high) || differ;
    }

    /**
     * Beside which border of few bins to look into them: the best, where it is better than all that was tried before. If none
     * was possible, that at the middle row, as {@code minSamplesLeaf} may let the node be split there. -1 for none.
     */
    private int borderToLookAt(int count) {
        if (count <= 2) {
            return count - 1;
        }
        if (bestBorder > 0) {
            return Math.min(bestBorder, count - 1);
        }
        if (best.found()) {
            return -1;
        }
        int border = 0;
        for (int below = rowsIn(order[0]); 2 * below < rows() && border < count - 1; below += rowsIn(order[border])) {
            border++;
        }
        return border;
    }

    /** As {@link #tryFeature}, but tries one border only, drawn at random as in extremely randomized trees. */
    final boolean tryAnyBorder(int feature, NodeRandom random) {
        if (hasFewRows(feature)) {
            return tryAnyOfFew(feature, random);
        }
        occupy(feature);
        int count = order(feature, occupied);
        boolean shared = fine.has(feature) && count > 0 && count < rows();
        if (shared && count < FEW_BINS_TO_DRAW_FROM) {
            int border = count == 1 ? 0 : anyNumeric(feature, count, false, random);
            int low = order[Math.max(0, border - 1)];
            int high = order[border];
            empty(count);
            int within = places.placeWithin(feature, low, high, from, to);
            fill(places.column());
            return tryAnyPlace(feature, orderPlaces(within), random);
        }
        boolean missing = isOccupied(BinnedColumns.MISSING);
        boolean differ = count > 1 || (count == 1 && missing);
        if (differ) {
            switch (columns.bins(feature)) {
                case NominalBins _ -> {
                    int border = anySet(count, random);
                    tryAndKeep(feature, true, count, border, border);
                }
                case NumericBins _ -> {
                    int border = count == 1 ? 1 : anyNumeric(feature, count, false, random);
                    tryAndKeep(feature, false, count, border, border);
                }
            }
        }
        empty(count);
        return differ;
    }

    /** Every border between values of a node of few rows. */
    private boolean tryFew(int feature) {
        int valued = few.sort(feature, from, to);
        boolean missing = valued < rows();
        boolean differ = valued > 0 && (missing || few.codeAt(0) != few.codeAt(valued - 1));
        if (differ) {
            tryAndKeepFew(feature, valued, 1, missing ? valued : valued - 1);
        }
        return differ;
    }

    /** As {@link #tryFew}, but one border. */
    private boolean tryAnyOfFew(int feature, NodeRandom random) {
        int valued = few.sort(feature, from, to);
        if (valued > 0 && few.codeAt(0) != few.codeAt(valued - 1)) {
            int border = few.anyBorder(feature, valued, random);
            tryAndKeepFew(feature, valued, border, border);
            return true;
        }
        boolean differ = valued > 0 && valued < rows();
        if (differ) {
            tryAndKeepFew(feature, valued, valued, valued);
        }
        return differ;
    }

    private void tryAndKeepFew(int feature, int valued, int firstBorder, int lastBorder) {
        bestBorder = 0;
        tryBorders(few.entries(), valued, firstBorder, lastBorder);
        if (bestBorder > 0) {
            int cut = bestBorder < valued
                    ? few.cutBefore(bestBorder)
                    : FineBins.last(columns.bins(feature).count() - 1);
            best.fine(feature, cut, bestMissingFirst);
            best.firstRows = bestFirstRows;
        }
    }

    private boolean tryWithin(int feature, int low, int high) {
        int within = places.placeWithin(feature, low, high, from, to);
        fill(places.column());
        return tryPlaces(feature, orderPlaces(within));
    }

    /** Tries all borders of places that were filled, and empties them. */
    private boolean tryPlaces(int feature, int count) {
        boolean missing = isOccupied(BinnedColumns.MISSING);
        boolean differ = count > 1 || (count == 1 && missing);
        if (differ) {
            tryAndKeepPlaces(feature, count, 1, missing ? count : count - 1);
        }
        empty(count);
        return differ;
    }

    /** As {@link #tryPlaces}, but one border. */
    private boolean tryAnyPlace(int feature, int count, NodeRandom random) {
        boolean differ = count > 1 || (count == 1 && isOccupied(BinnedColumns.MISSING));
        if (differ) {
            int border = count == 1 ? 1 : anyNumeric(feature, count, true, random);
            tryAndKeepPlaces(feature, count, border, border);
        }
        empty(count);
        return differ;
    }

    private void tryAndKeepPlaces(int feature, int count, int firstBorder, int lastBorder) {
        bestBorder = 0;
        tryBorders(feature, order, count, firstBorder, lastBorder);
        if (bestBorder > 0) {
            int last = places.greatest(order[bestBorder - 1]);
            int cut = bestBorder < count
                    ? FineBins.middle(last, places.least(order[bestBorder]))
                    : FineBins.last(columns.bins(feature).count() - 1);
            best.fine(feature, cut, bestMissingFirst);
            best.firstRows = bestFirstRows;
        }
    }

    /** Puts those of the first places in order that have rows; how many they are. */
    private int orderPlaces(int among) {
        int count = 0;
        for (int place = 0; place < among; place++) {
            if (isOccupied(place)) {
                order[count++] = place;
            }
        }
        return count;
    }

    private void tryAndKeep(int feature, boolean nominal, int count, int firstBorder, int lastBorder) {
        bestBorder = 0;
        tryBorders(feature, order, count, firstBorder, lastBorder);
        if (bestBorder == 0) {
            return;
        }
        if (nominal) {
            best.nominal(feature, order, bestBorder, bestMissingFirst);
        } else {
            int cut = bestBorder < count
                    ? FineBins.middle(order[bestBorder - 1], order[bestBorder])
                    : columns.bins(feature).count() - 1;
            best.numeric(feature, cut, bestMissingFirst);
        }
        best.firstRows = bestFirstRows;
    }

    /**
     * By a threshold that lies anywhere between the node's outermost bins, or places, as likely in one spot as in another. Within
     * one of them it is taken for the border that is nearer.
     */
    private int anyNumeric(int feature, int count, boolean placed, NodeRandom random) {
        double low = above(feature, order[0], placed);
        double high = below(feature, order[count - 1], placed);
        double threshold = low + random.unit() * (high - low);
        int border = 1;
        while (border < count - 1
                && below(feature, order[border], placed) / 2 + above(feature, order[border], placed) / 2 < threshold) {
            border++;
        }
        return border;
    }

    /** Where a bin or a place begins. */
    private double below(int feature, int at, boolean placed) {
        return fine.upper(feature, (placed ? places.least(at) : FineBins.code(at, 0)) - 1);
    }

    /** Where it ends. */
    private double above(int feature, int at, boolean placed) {
        return fine.upper(feature, placed ? places.greatest(at) : FineBins.last(at));
    }

    /** Brings any of the bins to the front, but neither none nor all. */
    private int anySet(int count, NodeRandom random) {
        int first = 0;
        for (int i = 0; i < count; i++) {
            if (random.below(2) == 0) {
                int bin = order[i];
                order[i] = order[first];
                order[first++] = bin;
            }
        }
        return Math.clamp(first, 1, Math.max(1, count - 1));
    }

    private void occupy(int feature) {
        if (isSparse()) {
            fill(columns.column(feature), occupied);
        } else {
            fill(columns.column(feature));
        }
    }

    /** Puts the bins with rows in order; how many they are. */
    private int order(int feature, long[] bits) {
        int count = 0;
        if (isSparse()) {
            for (int word = 0; word < bits.length; word++) {
                for (long left = bits[word]; left != 0; left &= left - 1) {
                    int bin = (word << 6) + Long.numberOfTrailingZeros(left);
                    if (bin != BinnedColumns.MISSING) {
                        order[count++] = bin;
                    }
                }
                bits[word] = 0;
            }
        } else {
            int bins = columns.bins(feature).count();
            for (int bin = 0; bin < bins; bin++) {
                if (isOccupied(bin)) {
                    order[count++] = bin;
                }
            }
        }
        return count;
    }

    private void empty(int count) {
        for (int i = 0; i < count; i++) {
            clear(order[i]);
        }
        clear(BinnedColumns.MISSING);
    }

    /** By insertion: a node has few nominal values. */
    private void sortByKey(int count) {
        for (int i = 0; i < count; i++) {
            keys[i] = key(order[i]);
        }
        for (int i = 1; i < count; i++) {
            double key = keys[i];
            int bin = order[i];
            int at = i;
            while (at > 0 && keys[at - 1] > key) {
                keys[at] = keys[at - 1];
                order[at] = order[at - 1];
                at--;
            }
            keys[at] = key;
            order[at] = bin;
        }
    }
}
