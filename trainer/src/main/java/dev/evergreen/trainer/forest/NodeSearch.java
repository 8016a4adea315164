package dev.evergreen.trainer.forest;

import java.util.Arrays;

/**
 * Looks for a node's best split, feature by feature: adds its rows up by bin, then tries every border between bins that
 * hold rows. Nominal bins are tried in the order of what their rows' labels are on average, which finds the best set of
 * them for two classes and numbers (Fisher, "On Grouping for Maximum Homogeneity", 1958; Breiman et al., "Classification
 * and Regression Trees", 1984, section 4.2) and a good one for more classes.
 *
 * <p>Rows without a value are tried on either side.
 *
 * <p>Where a feature's bins hold more than one value they are too coarse for small nodes: two rows in one bin could not be told
 * apart. In a node of {@link #FEW_CODES} rows at most that share bins every border between values is tried. In a larger one
 * whose rows fill fewer than {@link #FEW_BINS} bins, that between bins is found first, and then the best within the two bins
 * beside it.
 */
abstract sealed class NodeSearch permits BinarySearch, ClassSearch, NumberSearch {
    /** Of fewer rows most bins are empty: it pays to note which are not. */
    private static final int FEW_ROWS = 256;

    /** Of so few rows each may have a code of its own, in the order of which they are sorted. */
    private static final int FEW_CODES = 16;

    private static final int FEW_CODES_BITS = 4;

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
    /** Instead of a feature's bins: places in the order of its codes within the node, {@code [rows of the window]}. */
    private final byte[] places;
    /** By place: the least and the greatest code that has it. */
    private final int[] leastCodes = new int[BinnedColumns.MAX_BINS];

    private final int[] greatestCodes = new int[BinnedColumns.MAX_BINS];
    private final int[] sorted = new int[FEW_CODES];
    private final long[] seen = new long[8];
    private final int[] seenBefore = new int[8];
    /** Bins with rows, but for {@link BinnedColumns#MISSING}. */
    private final int[] order = new int[BinnedColumns.MAX_BINS];

    private final double[] keys = new double[BinnedColumns.MAX_BINS];
    private final long[] occupied = new long[4];

    NodeSearch(BinnedColumns columns, FineColumns fine, Sample sample, int minSamplesLeaf) {
        this.columns = columns;
        this.fine = fine;
        this.places = new byte[fine.any() ? columns.rows() : 0];
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
        if (fine.has(feature) && rows() <= FEW_CODES && count < rows()) {
            empty(count);
            return tryCodes(feature, placeAll(feature));
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
        // Where the best border is that of another feature, this one's bins tell too little to look into any two of
        // many.
        int border = count <= 2 ? count / 2 : Math.min(bestBorder, count - 1);
        int low = order[Math.max(0, border - 1)];
        int high = order[border];
        empty(count);
        if (fine.has(feature) && count > 0 && count < FEW_BINS && (border > 0 || count == 1)) {
            differ |= tryCodes(feature, placeWithin(feature, low, high));
        }
        return differ;
    }

    /** As {@link #tryFeature}, but tries one border only, drawn at random as in extremely randomized trees. */
    final boolean tryAnyBorder(int feature, NodeRandom random) {
        int count = occupy(feature);
        if (fine.has(feature) && rows() <= FEW_CODES && count < rows()) {
            empty(count);
            return tryAnyCode(feature, placeAll(feature), random);
        }
        if (columns.bins(feature) instanceof NumericBins bins && fine.has(feature) && count > 0 && count < FEW_BINS) {
            int border = count == 1 ? 0 : anyCut(bins, count, random);
            int low = order[Math.max(0, border - 1)];
            int high = order[border];
            empty(count);
            return tryAnyCode(feature, placeWithin(feature, low, high), random);
        }
        boolean missing = isOccupied(BinnedColumns.MISSING);
        boolean differ = count > 1 || (count == 1 && missing);
        if (differ) {
            switch (columns.bins(feature)) {
                case NominalBins _ -> {
                    int border = anySet(count, random);
                    tryAndKeep(feature, true, count, border, border);
                }
                case NumericBins bins -> {
                    int border = count == 1 ? 1 : anyCut(bins, count, random);
                    tryAndKeep(feature, false, count, border, border);
                }
            }
        }
        empty(count);
        return differ;
    }

    /** Gives each row of a small node the place of its value among those of the node; how many there are. */
    private int placeAll(int feature) {
        byte[] column = columns.column(feature);
        byte[] parts = fine.column(feature);
        int[] rows = sample.rows;
        int present = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xff;
            if (bin == BinnedColumns.MISSING) {
                places[row] = (byte) BinnedColumns.MISSING;
                continue;
            }
            // By insertion, each with the number of its row in the last bits.
            int key = FineBins.code(bin, parts[row] & 0xff) << FEW_CODES_BITS | (i - from);
            int at = present++;
            while (at > 0 && sorted[at - 1] > key) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = key;
        }
        int count = 0;
        for (int i = 0; i < present; i++) {
            int code = sorted[i] >>> FEW_CODES_BITS;
            if (count == 0 || greatestCodes[count - 1] != code) {
                leastCodes[count] = code;
                greatestCodes[count++] = code;
            }
            places[rows[from + (sorted[i] & (FEW_CODES - 1))]] = (byte) (count - 1);
        }
        return count;
    }

    /**
     * Gives each row the place of its value among those of one bin or of two that follow each other within the node, all below
     * them the first place, and all above them the last; how many there are. Values share places where there are too many.
     */
    private int placeWithin(int feature, int low, int high) {
        byte[] column = columns.column(feature);
        byte[] parts = fine.column(feature);
        int[] rows = sample.rows;
        Arrays.fill(seen, 0);
        for (int i = from; i < to; i++) {
            int bin = column[rows[i]] & 0xff;
            if (bin == low || bin == high) {
                int at = (bin == low ? 0 : 1 << 8) + (parts[rows[i]] & 0xff);
                seen[at >>> 6] |= 1L << at;
            }
        }
        int values = 0;
        for (int word = 0; word < seen.length; word++) {
            seenBefore[word] = values;
            values += Long.bitCount(seen[word]);
        }
        int most = BinnedColumns.MAX_BINS - 2;
        int last = Math.min(values, most) + 1;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xff;
            int place;
            if (bin == low || bin == high) {
                int part = parts[row] & 0xff;
                int at = (bin == low ? 0 : 1 << 8) + part;
                int before = seenBefore[at >>> 6] + Long.bitCount(seen[at >>> 6] & ((1L << at) - 1));
                place = 1 + (values <= most ? before : before * most / values);
            } else {
                place = bin < low ? 0 : bin == BinnedColumns.MISSING ? BinnedColumns.MISSING : last;
            }
            places[row] = (byte) place;
        }
        notePlaces(low, high, values, most);
        return last + 1;
    }

    private void notePlaces(int low, int high, int values, int most) {
        // The first place has no code of its own: a border after it lies before the first value of the bins.
        int before = 0;
        int noted = 0;
        for (int word = 0; word < seen.length; word++) {
            for (long bits = seen[word]; bits != 0; bits &= bits - 1) {
                int at = (word << 6) + Long.numberOfTrailingZeros(bits);
                int code = FineBins.code(at < 1 << 8 ? low : high, at & 0xff);
                int place = 1 + (values <= most ? before : before * most / values);
                if (place != noted) {
                    leastCodes[place] = code;
                    noted = place;
                }
                greatestCodes[place] = code;
                before++;
            }
        }
        greatestCodes[0] = leastCodes[1] - 1;
        leastCodes[0] = greatestCodes[0];
        leastCodes[noted + 1] = greatestCodes[noted] + 1;
        greatestCodes[noted + 1] = leastCodes[noted + 1];
    }

    private boolean tryCodes(int feature, int placed) {
        fill(places);
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
        fill(places);
        int count = occupied(placed);
        boolean differ = count > 1 || (count == 1 && isOccupied(BinnedColumns.MISSING));
        if (differ) {
            int border = count == 1 ? 1 : anyCode(feature, count, random);
            tryAndKeepCodes(feature, count, border, border);
        }
        empty(count);
        return differ;
    }

    /** As {@link #anyCut}, between the codes of places. */
    private int anyCode(int feature, int count, NodeRandom random) {
        double low = fine.upper(feature, greatestCodes[order[0]]);
        double high = fine.upper(feature, leastCodes[order[count - 1]] - 1);
        double threshold = low + random.unit() * (high - low);
        int border = 1;
        while (border < count - 1 && fine.upper(feature, leastCodes[order[border]] - 1) < threshold) {
            border++;
        }
        return border;
    }

    private void tryAndKeepCodes(int feature, int count, int firstBorder, int lastBorder) {
        bestBorder = 0;
        tryBorders(feature, order, count, firstBorder, lastBorder);
        if (bestBorder > 0) {
            int last = greatestCodes[order[bestBorder - 1]];
            int cut = bestBorder < count
                    ? (last + leastCodes[order[bestBorder]] - 1) >>> 1
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

    /** A threshold between the least and the greatest value of the node, each as likely. */
    private int anyCut(NumericBins bins, int count, NodeRandom random) {
        double low = bins.edge(order[0]);
        double high = bins.edge(order[count - 1] - 1);
        double threshold = low + random.unit() * (high - low);
        int border = 1;
        while (border < count - 1 && bins.edge(order[border] - 1) < threshold) {
            border++;
        }
        return border;
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
