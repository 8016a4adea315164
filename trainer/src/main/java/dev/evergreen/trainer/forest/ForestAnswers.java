package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.forest.HistogramForest.Smaller;
import dev.evergreen.trainer.resource.Crew;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The answers of forests that a larger one holds, all in one pass over its trees. */
final class ForestAnswers {
    /** So few that threads share a large fold, so many that what a tree's nodes cost anew each time is little. */
    private static final int ROWS_AT_ONCE = 4_096;

    private final int outputs;
    private final int[] classes;
    private final int[] rows;
    private final List<Smaller> smaller;
    private final int[] depths;
    /** {@code [depths][rows x classes]} */
    private final double[][] sums;

    /**
     * @param classes codes of the trained classes, or one 0 for numbers
     * @param rows of the window
     */
    ForestAnswers(int outputs, int[] classes, int[] rows, List<Smaller> smaller) {
        this.outputs = outputs;
        this.classes = classes;
        this.rows = rows;
        this.smaller = List.copyOf(smaller);
        this.depths =
                smaller.stream().mapToInt(Smaller::maxDepth).sorted().distinct().toArray();
        this.sums = new double[depths.length][rows.length * classes.length];
    }

    /** Of all rows: the calling thread and those that help it take turns. */
    double[][] of(List<Trees> parts) throws InterruptedException {
        var answers = new ArrayList<double[]>();
        smaller.forEach(_ -> answers.add(new double[rows.length * outputs]));
        if (outputs > 1 && classes.length == 1) {
            answers.forEach(this::onlyClass);
        } else {
            int turns = Math.max(1, Math.ceilDiv(rows.length, ROWS_AT_ONCE));
            int each = Math.ceilDiv(rows.length, turns);
            Crew.current().doAll(turns, () -> {
                var sieve = new RowSieve(each);
                return turn -> {
                    int from = turn * each;
                    answer(parts, sieve, from, Math.min(rows.length, from + each), answers);
                };
            });
        }
        return answers.toArray(double[][]::new);
    }

    /** Of some rows. Begun again, as after a helper gave them up, it leaves what it would have left at first. */
    private void answer(List<Trees> parts, RowSieve sieve, int from, int to, List<double[]> answers)
            throws InterruptedException {
        for (double[] sum : sums) {
            Arrays.fill(sum, from * classes.length, to * classes.length, 0);
        }
        int trees = 0;
        for (Trees part : parts) {
            for (int t = 0; t < part.count(); t++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while scoring");
                }
                sieve.addAnswers(part, t, rows, from, to, depths, sums);
                trees++;
                for (int s = 0; s < smaller.size(); s++) {
                    if (smaller.get(s).trees() == trees) {
                        double[] sum =
                                sums[Arrays.binarySearch(depths, smaller.get(s).maxDepth())];
                        finish(sum, trees, from, to, answers.get(s));
                    }
                }
            }
        }
    }

    private void onlyClass(double[] answer) {
        for (int i = 0; i < rows.length; i++) {
            answer[i * outputs + classes[0]] = 1;
        }
    }

    /** As {@code TreeEnsemble} does it. */
    private void finish(double[] sum, int trees, int from, int to, double[] answer) {
        for (int i = from; i < to; i++) {
            if (outputs == 1) {
                answer[i] = sum[i] / trees;
                continue;
            }
            double total = 0;
            for (int c = 0; c < classes.length; c++) {
                total += sum[i * classes.length + c];
            }
            for (int c = 0; c < classes.length; c++) {
                answer[i * outputs + classes[c]] = sum[i * classes.length + c] / total;
            }
        }
    }
}
