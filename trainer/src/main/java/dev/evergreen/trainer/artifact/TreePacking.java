package dev.evergreen.trainer.artifact;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes {@link PackedTrees} of an ensemble. */
final class TreePacking {
    /** 32 MiB. */
    private static final int MAX_SET_WORDS = 4 << 20;

    final TreeSlots slots;
    final int leafWidth;
    final long[] nodes;
    final int[] order;
    final int[] roots;
    final int[] steps;
    int[] setStarts = new int[16];
    long[] setWords = new long[16];

    private final TreeEnsemble ensemble;
    /** A set's number by what it is and how many bits it is filled up to. */
    private final Map<Set, Integer> setNumbers = new HashMap<>();

    private int usedWords;

    private record Set(int number, int bits) {}

    /** Empty if the ensemble is too large in some way. */
    static Optional<PackedTrees> pack(TreeEnsemble ensemble) {
        try {
            return Optional.of(new PackedTrees(new TreePacking(ensemble)));
        } catch (Unpackable e) {
            return Optional.empty();
        }
    }

    private TreePacking(TreeEnsemble ensemble) throws Unpackable {
        this.ensemble = ensemble;
        this.slots = new TreeSlots(ensemble);
        leafWidth = ensemble.leafWidth();
        nodes = new long[ensemble.nodes()];
        int[] places = places();
        for (int n = 0; n < nodes.length; n++) {
            nodes[places[n]] = packed(n, places);
        }
        int trees = ensemble.trees();
        int lanes = PackedTrees.LANES;
        int[] depths = depths();
        order = new int[(trees + lanes - 1) / lanes * lanes];
        // Those that fill up are leaves, the shallowest trees there are.
        int[] byDepth = IntStream.range(0, order.length)
                .boxed()
                .sorted(Comparator.comparingInt(t -> t < trees ? depths[t] : 0))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(byDepth, 0, order, 0, order.length);
        roots = Arrays.stream(order)
                .map(t -> places[t < trees ? ensemble.root(t) : nodes.length - 1])
                .toArray();
        steps = new int[order.length / lanes];
        for (int g = 0; g < steps.length; g++) {
            int deepest = order[(g + 1) * lanes - 1];
            steps[g] = deepest < trees ? depths[deepest] : 0;
        }
    }

    /**
     * Where each node goes: a split's children side by side, and right behind them those of either, so that two levels of
     * a walk mostly need one line of the cache.
     */
    private int[] places() {
        var places = new int[nodes.length];
        var open = new int[64];
        int used = 0;
        for (int t = 0; t < ensemble.trees(); t++) {
            int waiting = 0;
            open[waiting++] = ensemble.root(t);
            places[ensemble.root(t)] = used++;
            while (waiting > 0) {
                int node = open[--waiting];
                used = placeChildren(node, places, used);
                if (isLeaf(node)) {
                    continue;
                }
                if (waiting + 4 > open.length) {
                    open = Arrays.copyOf(open, 2 * open.length);
                }
                // The last to come is the first to go on with.
                for (int child : new int[] {ensemble.secondChild(node), ensemble.firstChild(node)}) {
                    if (!isLeaf(child)) {
                        open[waiting++] = ensemble.secondChild(child);
                        open[waiting++] = ensemble.firstChild(child);
                    }
                }
                used = placeChildren(ensemble.firstChild(node), places, used);
                used = placeChildren(ensemble.secondChild(node), places, used);
            }
        }
        return places;
    }

    private int placeChildren(int node, int[] places, int used) {
        if (isLeaf(node)) {
            return used;
        }
        places[ensemble.firstChild(node)] = used;
        places[ensemble.secondChild(node)] = used + 1;
        return used + 2;
    }

    private boolean isLeaf(int node) {
        return ensemble.kind(node) == NodeKind.LEAF;
    }

    private long packed(int node, int[] places) throws Unpackable {
        int value = switch (ensemble.kind(node)) {
            case LEAF -> ensemble.leafVector(node) % PackedTrees.VALUES;
            case NOMINAL_EQUALS -> 0;
            case NUMERIC, NUMERIC_OR_MISSING -> slots.rankOf(ensemble, node);
            case NOMINAL_IN -> setNumber(node);
        };
        int first = places[isLeaf(node) ? node : ensemble.firstChild(node)];
        return (long) slots.slotOf(ensemble, node) << 48 | (long) value << 32 | first;
    }

    private int setNumber(int node) throws Unpackable {
        var set = new Set(ensemble.setNumber(node), slots.bitsOf(ensemble.splitFeature(node)));
        Integer known = setNumbers.get(set);
        if (known != null) {
            return known;
        }
        int number = setNumbers.size();
        Unpackable.above(number + 1.0, PackedTrees.VALUES, "sets");
        addSet(number, set);
        setNumbers.put(set, number);
        return number;
    }

    private void addSet(int number, Set set) throws Unpackable {
        int length = (set.bits() + Long.SIZE - 1) / Long.SIZE;
        Unpackable.above((double) usedWords + length, MAX_SET_WORDS, "words of sets");
        if (number == setStarts.length) {
            setStarts = Arrays.copyOf(setStarts, 2 * number);
        }
        if (usedWords + length > setWords.length) {
            setWords = Arrays.copyOf(setWords, Math.max(2 * setWords.length, usedWords + length));
        }
        setStarts[number] = usedWords;
        long carried = ensemble.sets().missing(set.number()) ? 1L << PackedTrees.MISSING : 0;
        long[] bitmap = ensemble.sets().bitmap(set.number());
        for (int w = 0; w < length; w++) {
            long word = w < bitmap.length ? bitmap[w] : 0;
            setWords[usedWords + w] = carried | word << PackedTrees.FIRST_CODE;
            carried = word >>> (Long.SIZE - PackedTrees.FIRST_CODE);
        }
        usedWords += length;
    }

    /** By tree: splits on its longest branch. */
    private int[] depths() {
        var depths = new int[ensemble.trees()];
        // Of the splits whose second child is still to come, as nodes stand in preorder: its level.
        var waiting = new int[64];
        for (int t = 0; t < depths.length; t++) {
            int open = 0;
            int level = 0;
            for (int node = ensemble.root(t); open >= 0; node++) {
                if (isLeaf(node)) {
                    depths[t] = Math.max(depths[t], level);
                    open--;
                    level = open >= 0 ? waiting[open] : 0;
                } else {
                    if (open == waiting.length) {
                        waiting = Arrays.copyOf(waiting, 2 * open);
                    }
                    waiting[open++] = ++level;
                }
            }
        }
        return depths;
    }
}
