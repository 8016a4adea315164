package dev.evergreen.trainer.forest;

import java.util.Arrays;

/** Which rows a tree is grown from: how often each of a fit's rows was drawn. Used again for every tree. */
public final class Draw {
    private final int[] times;
    private final NodeRandom random = new NodeRandom();
    private final int draws;
    private final boolean replace;

    /** @param draws how many are drawn of so many rows, with replacement or each at most once */
    public Draw(int rows, int draws, boolean replace) {
        this.times = new int[rows];
        this.draws = draws;
        this.replace = replace;
    }

    /** {@code [rows]}; valid until the next. */
    public int[] times(long seed) {
        random.seed(seed);
        Arrays.fill(times, 0);
        if (replace) {
            for (int i = 0; i < draws; i++) {
                times[random.below(times.length)]++;
            }
        } else {
            select();
        }
        return times;
    }

    /** Each row with the probability that is left: Knuth, "The Art of Computer Programming", volume 2, algorithm S. */
    private void select() {
        int wanted = draws;
        for (int row = 0; wanted > 0; row++) {
            if (wanted == times.length - row || random.below(times.length - row) < wanted) {
                times[row] = 1;
                wanted--;
            }
        }
    }
}
