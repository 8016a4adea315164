package dev.evergreen.trainer.search;

import dev.evergreen.trainer.window.RowSet;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One split of a window: fit on {@code train}, score on {@code test}.
 *
 * @param number 0 to folds - 1
 */
public record Fold(int number, RowSet train, RowSet test) {

    /** The same, trained on none but the newest so many rows of a window. */
    public Fold within(int newest, int windowRows) {
        int first = windowRows - newest;
        return first <= 0 ? this : new Fold(number, train.from(first), test);
    }

    /**
     * The same with so many of its training rows, drawn at random: from the same seed, fewer rows are always among more.
     *
     * @param rows 1 or more, at most all of them
     */
    public Fold trainedOn(int rows, long seed) {
        if (rows == train.size()) {
            return this;
        }
        // The first steps of Fisher's and Yates's shuffle: they do not depend on how many follow.
        int[] positions = IntStream.range(0, train.size()).toArray();
        var random = new SplittableRandom(seed);
        var drawn = new BitSet();
        for (int i = 0; i < rows; i++) {
            int other = random.nextInt(i, positions.length);
            int position = positions[other];
            positions[other] = positions[i];
            drawn.set(train.get(position));
        }
        return new Fold(number, RowSet.where(drawn.length(), drawn::get), test);
    }
}
