package dev.evergreen.trainer.artifact;

import dev.evergreen.ingest.pipeline.Feature;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which slots of {@link PackedTrees} an ensemble needs, and the ranks of its thresholds. */
final class TreeSlots {
    final int leafSlots;
    final int[] thresholdFeatures;
    final Cuts[] cuts;
    final int[] valueFeatures;
    /** By code; 0 where no split asks for it. */
    final int[][] slotOfValue;

    final int firstValueSlot;
    final int[] setFeatures;
    /** Bits that a set of the feature has. */
    final int[] setBits;

    final int firstSetSlot;
    final int slots;
    /** By feature: its place among those of its kind. */
    private final int[] thresholdPlace;

    private final int[] valuePlace;
    private final int[] setPlace;

    /** By node: the number of its threshold among those of its feature; 0 if it has none. */
    private final int[] numbers;
    /** By place of a feature with thresholds and the number of one: its rank. */
    private final int[][] ranks;

    /** @throws Unpackable if the ensemble is too large */
    TreeSlots(TreeEnsemble ensemble) throws Unpackable {
        int features = ensemble.features();
        ValueNumbers[] thresholds = eachOwn(features);
        ValueNumbers[] values = eachOwn(features);
        var bits = new int[features];
        numbers = number(ensemble, thresholds, values, bits);
        thresholdFeatures = where(features, f -> thresholds[f].size() > 0);
        valueFeatures = where(features, f -> values[f].size() > 0);
        setFeatures = where(features, f -> bits[f] > 0);
        thresholdPlace = places(thresholdFeatures, features);
        valuePlace = places(valueFeatures, features);
        setPlace = places(setFeatures, features);
        cuts = new Cuts[thresholdFeatures.length];
        ranks = new int[cuts.length][];
        for (int i = 0; i < cuts.length; i++) {
            ValueNumbers different = thresholds[thresholdFeatures[i]];
            cuts[i] = new Cuts(different.ascending());
            ranks[i] = different.ranks();
        }
        leafSlots = Math.max(1, Math.ceilDiv(ensemble.leafVectors(), PackedTrees.VALUES));
        firstValueSlot = leafSlots + 2 * cuts.length;
        slotOfValue = new int[valueFeatures.length][];
        int slot = firstValueSlot;
        for (int i = 0; i < slotOfValue.length; i++) {
            double[] codes = values[valueFeatures[i]].ascending();
            slotOfValue[i] = slotsFrom(slot, codes);
            slot += codes.length;
        }
        firstSetSlot = slot;
        setBits = Arrays.stream(setFeatures).map(f -> bits[f]).toArray();
        slots = firstSetSlot + setFeatures.length;
        Unpackable.above(slots, PackedTrees.VALUES, "slots");
    }

    /**
     * Looks at all nodes, once.
     *
     * @param bits by feature: becomes the bits of its largest set and those for no code and for missing values
     * @return by node: the number of its threshold
     */
    private static int[] number(TreeEnsemble ensemble, ValueNumbers[] thresholds, ValueNumbers[] values, int[] bits)
            throws Unpackable {
        var numbers = new int[ensemble.nodes()];
        for (int n = 0; n < numbers.length; n++) {
            int feature = ensemble.splitFeature(n);
            switch (ensemble.kind(n)) {
                case LEAF -> {}
                case NUMERIC, NUMERIC_OR_MISSING -> numbers[n] = thresholds[feature].of(ensemble.splitValue(n));
                case NOMINAL_EQUALS -> values[feature].of(ensemble.splitValue(n));
                case NOMINAL_IN -> {
                    int codes = Long.SIZE * ensemble.sets().words(ensemble.setNumber(n));
                    bits[feature] = Math.max(bits[feature], PackedTrees.FIRST_CODE + codes);
                }
            }
        }
        return numbers;
    }

    int slotOf(TreeEnsemble ensemble, int node) {
        int feature = ensemble.splitFeature(node);
        return switch (ensemble.kind(node)) {
            case LEAF -> ensemble.leafVector(node) / PackedTrees.VALUES;
            case NUMERIC -> leafSlots + 2 * thresholdPlace[feature];
            case NUMERIC_OR_MISSING -> leafSlots + 2 * thresholdPlace[feature] + 1;
            case NOMINAL_EQUALS -> slotOfValue[valuePlace[feature]][(int) ensemble.splitValue(node)];
            case NOMINAL_IN -> firstSetSlot + setPlace[feature];
        };
    }

    /** Of a numeric split: the highest rank that goes to the first child. */
    int rankOf(TreeEnsemble ensemble, int node) {
        return ranks[thresholdPlace[ensemble.splitFeature(node)]][numbers[node]];
    }

    /** Of a split by a set. */
    int bitsOf(int feature) {
        return setBits[setPlace[feature]];
    }

    private static int[] slotsFrom(int first, double[] codes) throws Unpackable {
        for (double code : codes) {
            if (code != (int) code || code < 0) {
                throw new Unpackable("a nominal value " + code);
            }
            Unpackable.above(code, Feature.MAX_VALUES - 1, "a nominal value");
        }
        var slots = new int[(int) codes[codes.length - 1] + 1];
        for (int i = 0; i < codes.length; i++) {
            slots[(int) codes[i]] = first + i;
        }
        return slots;
    }

    private static ValueNumbers[] eachOwn(int features) {
        return Stream.generate(ValueNumbers::new).limit(features).toArray(ValueNumbers[]::new);
    }

    private static int[] where(int features, IntPredicate wanted) {
        return IntStream.range(0, features).filter(wanted).toArray();
    }

    private static int[] places(int[] features, int of) {
        var places = new int[of];
        for (int i = 0; i < features.length; i++) {
            places[features[i]] = i;
        }
        return places;
    }
}
