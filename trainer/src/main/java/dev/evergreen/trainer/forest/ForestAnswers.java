package dev.evergreen.trainer.forest;

import dev.evergreen.trainer.forest.HistogramForest.Smaller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The answers of forests that a larger one holds, all in one pass over its trees. */
final class ForestAnswers {
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

    double[][] of(List<Trees> parts) throws InterruptedException {
        var answers = new ArrayList<double[]>();
        smaller.forEach(_ -> answers.add(new double[rows.length * outputs]));
        if (outputs > 1 && classes.length == 1) {
            answers.forEach(this::onlyClass);
            return answers.toArray(double[][]::new);
        }
        int trees = 0;
        for (Trees part : parts) {
            for (int t = 0; t < part.count(); t++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while scoring");
                }
                part.addAnswers(t, rows, depths, sums);
                trees++;
                for (int s = 0; s < smaller.size(); s++) {
                    if (smaller.get(s).trees() == trees) {
                        finish(sums[Arrays.binarySearch(depths, smaller.get(s).maxDepth())], trees, answers.get(s));
                    }
                }
            }
        }
        return answers.toArray(double[][]::new);
    }

    private void onlyClass(double[] answer) {
        for (int i = 0; i < rows.length; i++) {
            answer[i * outputs + classes[0]] = 1;
        }
    }

    /** As {@code TreeEnsemble} does it. */
    private void finish(double[] sum, int trees, double[] answer) {
        for (int i = 0; i < rows.length; i++) {
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
