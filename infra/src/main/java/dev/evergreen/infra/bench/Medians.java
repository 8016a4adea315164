package dev.evergreen.infra.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of some figures, which one odd round does not move. */
public final class Medians {
    private Medians() {}

    /** Of an even number: the mean of the two in the middle. */
    public static <T> double of(Collection<T> all, ToDoubleFunction<T> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a median of nothing");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
