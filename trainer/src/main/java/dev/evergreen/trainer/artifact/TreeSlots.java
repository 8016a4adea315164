package dev.evergreen.trainer.artifact;

import dev.evergreen.ingest.pipeline.Feature;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which slots of {@link PackedTrees} an ensemble needs. */
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

    /** @throws Unpackable if the ensemble is too large */
    TreeSlots(TreeEnsemble ensemble) throws Unpackable {
        double[][] thresholds = valuesOf(ensemble, NodeKind.NUMERIC, NodeKind.NUMERIC_OR_MISSING);
        double[][] values = valuesOf(ensemble, NodeKind.NOMINAL_EQUALS, NodeKind.NOMINAL_EQUALS);
        int[] bits = setBits(ensemble);
        thresholdFeatures = where(thresholds);
        valueFeatures = where(values);
        setFeatures = IntStream.range(0, bits.length).filter(f -> bits[f] > 0).toArray();
        thresholdPlace = places(thresholdFeatures, bits.length);
        valuePlace = places(valueFeatures, bits.length);
        setPlace = places(setFeatures, bits.length);
        cuts = new Cuts[thresholdFeatures.length];
        for (int i = 0; i < cuts.length; i++) {
            double[] different = thresholds[thresholdFeatures[i]];
            Unpackable.above(different.length, PackedTrees.VALUES, "thresholds of a feature");
            cuts[i] = new Cuts(different);
        }
        leafSlots = Math.max(1, Math.ceilDiv(ensemble.leafVectors(), PackedTrees.VALUES));
        firstValueSlot = leafSlots + 2 * cuts.length;
        slotOfValue = new int[valueFeatures.length][];
        int slot = firstValueSlot;
        for (int i = 0; i < slotOfValue.length; i++) {
            slotOfValue[i] = slotsFrom(slot, values[valueFeatures[i]]);
            slot += values[valueFeatures[i]].length;
        }
        firstSetSlot = slot;
        setBits = Arrays.stream(setFeatures).map(f -> bits[f]).toArray();
        slots = firstSetSlot + setFeatures.length;
        Unpackable.above(slots, PackedTrees.VALUES, "slots");
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
    int rankOf(int feature, double threshold) {
        return cuts[thresholdPlace[feature]].rank(threshold);
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

    /** By feature: the different values of its splits of two kinds, ascending. */
    private static double[][] valuesOf(TreeEnsemble ensemble, NodeKind one, NodeKind other) {
        var counts = new int[ensemble.features()];
        for (int n = 0; n < ensemble.nodes(); n++) {
            if (ensemble.kind(n) == one || ensemble.kind(n) == other) {
                counts[ensemble.splitFeature(n)]++;
            }
        }
        var values = new double[counts.length][];
        Arrays.setAll(values, f -> new double[counts[f]]);
        for (int n = 0; n < ensemble.nodes(); n++) {
            if (ensemble.kind(n) == one || ensemble.kind(n) == other) {
                int feature = ensemble.splitFeature(n);
                values[feature][--counts[feature]] = ensemble.splitValue(n);
            }
        }
        for (int f = 0; f < values.length; f++) {
            values[f] = different(values[f]);
        }
        return values;
    }

    /** Ascending; sorts what it is given. */
    private static double[] different(double[] values) {
        for (int i = 0; i < values.length; i++) {
            // Makes -0 and 0, which compare as equal, one value.
            values[i] += 0.0;
        }
        Arrays.sort(values);
        int kept = Math.min(1, values.length);
        for (int i = 1; i < values.length; i++) {
            if (values[i] != values[kept - 1]) {
                values[kept++] = values[i];
            }
        }
        return Arrays.copyOf(values, kept);
    }

    /** By feature: the bits of its largest set and those for no code and for missing values; 0 if it has no set. */
    private static int[] setBits(TreeEnsemble ensemble) {
        var bits = new int[ensemble.features()];
        for (int n = 0; n < ensemble.nodes(); n++) {
            if (ensemble.kind(n) == NodeKind.NOMINAL_IN) {
                int feature = ensemble.splitFeature(n);
                int codes = Long.SIZE * ensemble.sets().words(ensemble.setNumber(n));
                bits[feature] = Math.max(bits[feature], PackedTrees.FIRST_CODE + codes);
            }
        }
        return bits;
    }

    private static int[] where(double[][] values) {
        return IntStream.range(0, values.length)
                .filter(f -> values[f].length > 0)
                .toArray();
    }

    private static int[] places(int[] features, int of) {
        var places = new int[of];
        for (int i = 0; i < features.length; i++) {
            places[features[i]] = i;
        }
        return places;
    }
}
