package dev.evergreen.trainer.forest;

/**
 * Looks for a node's best split, feature by feature: adds its rows up by bin, then tries every border between bins that
 * hold rows. Nominal bins are tried in the order of what their rows' labels are on average, which finds the best set of
 * them for two classes and numbers (Fisher, "On Grouping for Maximum Homogeneity", 1958; Breiman et al., "Classification
 * and Regression Trees", 1984, section 4.2) and a good one for more classes.
 *
 * <p>Rows without a value are tried on either side.
 *
 * <p>Where a feature's bins hold more than one value they are too coarse for small nodes: two rows in one bin could not be told
 * apart. In a node of {@link NodePlaces#FEW_ROWS} rows at most that share bins every border between values is tried. In a larger one
 * whose rows share fewer than {@link #FEW_BINS} bins, that between bins is found first and then, if it is better than those of the
 * features tried before, the best within the two bins beside it.
 */
abstract sealed class NodeSearch permits BinarySearch, ClassSearch, NumberSearch {
    /** Of fewer rows most bins are empty: it pays to note which are not. */
    private static final int FEW_ROWS = 256;

    /** Fewer than these tell little of a node that has more rows than that. */
    private static final int FEW_BINS = 16;

    final Sample sample;
    final int minSamplesLeaf;
    final Split best = new Split();
    int from;
    int to;
    /** Of the feature that is tried: how many bins the first child of its best border has; 0 while no border is the best. */
    int bestBorder;

    boolean bestMissingFirst;

    private final BinnedColumns columns;
    private final FineColumns fine;
    private final NodePlaces places;
    /** Bins with rows, but for {@link BinnedColumns#MISSING}. */
    private final int[] order = new int[BinnedColumns.MAX_BINS];

    private final double[] keys = new double[BinnedColumns.MAX_BINS];
    private final long[] occupied = new long[4];

    NodeSearch(BinnedColumns columns, FineColumns fine, Sample sample, int minSamplesLeaf) {
        this.columns = columns;
        this.fine = fine;
        this.places = new NodePlaces(columns, fine, sample);
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

    /** Empties a bin. */
    abstract void clear(int bin);

    /**
     * Tries a feature.
     *
     * @return whether its values differ within the node
     */
    final boolean tryFeature(int feature) {
        int count = occupy(feature);
        boolean shared = fine.has(feature) && count > 0 && count < rows();
        if (shared && rows() <= NodePlaces.FEW_ROWS) {
            empty(count);
            return tryCodes(feature, places.placeAll(feature, from, to));
        }
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
        return border < 0 ? differ : tryCodes(feature, places.placeWithin(feature, low, high, from, to)) || differ;
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
        int count = occupy(feature);
        boolean shared = fine.has(feature) && count > 0 && count < rows();
        if (shared && rows() <= NodePlaces.FEW_ROWS) {
            empty(count);
            return tryAnyCode(feature, places.placeAll(feature, from, to), random);
        }
        if (shared && count < FEW_BINS) {
            int border = count == 1 ? 0 : anyNumeric(feature, count, false, random);
            int low = order[Math.max(0, border - 1)];
            int high = order[border];
            empty(count);
            return tryAnyCode(feature, places.placeWithin(feature, low, high, from, to), random);
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

    private boolean tryCodes(int feature, int placed) {
        fill(places.column());
        int count = occupied(placed);
        boolean missing = isOccupied(BinnedColumns.MISSING);
        boolean differ = count > 1 || (count == 1 && missing);
        if (differ) {
            tryAndKeepCodes(feature, count, 1, missing ? count : count - 1);
        }
        empty(count);
        return differ;
    }

    private boolean tryAnyCode(int feature, int placed, NodeRandom random) {
        fill(places.column());
        int count = occupied(placed);
        boolean differ = count > 1 || (count == 1 && isOccupied(BinnedColumns.MISSING));
        if (differ) {
            int border = count == 1 ? 1 : anyNumeric(feature, count, true, random);
            tryAndKeepCodes(feature, count, border, border);
        }
        empty(count);
        return differ;
    }

    private void tryAndKeepCodes(int feature, int count, int firstBorder, int lastBorder) {
        bestBorder = 0;
        tryBorders(feature, order, count, firstBorder, lastBorder);
        if (bestBorder > 0) {
            int last = places.greatest(order[bestBorder - 1]);
            int cut = bestBorder < count
                    ? (last + places.least(order[bestBorder]) - 1) >>> 1
                    : FineBins.last(columns.bins(feature).count() - 1);
            best.fine(feature, cut, bestMissingFirst);
        }
    }

    /** Notes which of the first places have rows. */
    private int occupied(int placed) {
        int count = 0;
        for (int place = 0; place < placed; place++) {
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
            // Empty bins between the two sides are shared evenly, as if the threshold lay in their middle.
            int last = order[bestBorder - 1];
            int cut = bestBorder < count
                    ? (last + order[bestBorder] - 1) >>> 1
                    : columns.bins(feature).count() - 1;
            best.numeric(feature, cut, bestMissingFirst);
        }
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

    private int occupy(int feature) {
        byte[] column = columns.column(feature);
        int count = 0;
        if (rows() < FEW_ROWS) {
            fill(column, occupied);
            for (int word = 0; word < occupied.length; word++) {
                for (long bits = occupied[word]; bits != 0; bits &= bits - 1) {
                    int bin = (word << 6) + Long.numberOfTrailingZeros(bits);
                    if (bin != BinnedColumns.MISSING) {
                        order[count++] = bin;
                    }
                }
                occupied[word] = 0;
            }
        } else {
            fill(column);
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
