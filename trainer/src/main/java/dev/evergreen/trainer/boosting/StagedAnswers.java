package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.artifact.LeafSums;
import dev.evergreen.trainer.forest.RowSieve;
import dev.evergreen.trainer.forest.Trees;
import java.util.Arrays;

/** The answers of ensembles that the first rounds of a larger one make, all in one pass over its trees. */
final class StagedAnswers {
    private final int outputs;
    private final int[] classes;
    private final int[] rows;

    /**
     * @param classes codes of the trained classes; none for numbers
     * @param rows of the window
     */
    StagedAnswers(int outputs, int[] classes, int[] rows) {
        this.outputs = outputs;
        this.classes = classes;
        this.rows = rows;
    }

    double[][] ofOnlyClass(int stages) {
        var answers = new double[stages][rows.length * outputs];
        for (double[] answer : answers) {
            for (int i = 0; i < rows.length; i++) {
                answer[i * outputs + classes[0]] = 1;
            }
        }
        return answers;
    }

    double[][] of(Loss loss, Trees trees, int[] stages) throws InterruptedException {
        int perRound = loss.scores();
        var sums = new double[perRound][rows.length];
        for (int s = 0; s < perRound; s++) {
            Arrays.fill(sums[s], loss.startsInTrees() ? 0 : loss.start(s));
        }
        int most = trees.count() / perRound;
        var answers = new double[stages.length][rows.length * outputs];
        var sieve = new RowSieve(rows.length);
        for (int round = 1; round <= most; round++) {
            for (int s = 0; s < perRound; s++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while scoring");
                }
                sieve.addAnswers(trees, (round - 1) * perRound + s, rows, sums[s]);
            }
            for (int stage = 0; stage < stages.length; stage++) {
                if (Math.min(stages[stage], most) == round) {
                    finish(loss, sums, answers[stage]);
                }
            }
        }
        return answers;
    }

    private void finish(Loss loss, double[][] sums, double[] answer) {
        LeafSums rule = LeafSums.toFinish(loss.combination(), outputs, classes);
        for (int i = 0; i < rows.length; i++) {
            int at = i * outputs;
            for (int s = 0; s < sums.length; s++) {
                answer[at + output(s, sums.length)] = sums[s][i];
            }
            rule.finish(1, answer, at);
        }
    }

    /** Where the sum of a score stands: the only one of two classes at the second. */
    private int output(int score, int scores) {
        if (classes.length == 0) {
            return 0;
        }
        return classes[scores == 1 ? 1 : score];
    }
}
