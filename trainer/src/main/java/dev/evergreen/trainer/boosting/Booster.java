package dev.evergreen.trainer.boosting;

import dev.evergreen.trainer.forest.BinnedColumns;
import dev.evergreen.trainer.forest.Draw;
import dev.evergreen.trainer.forest.NodeRandom;
import dev.evergreen.trainer.forest.RowSieve;
import dev.evergreen.trainer.forest.Trees;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rounds of one fit. Each grows a tree for every score from the derivatives of the loss at the scores so far, and adds its
 * answers to them: Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001.
 */
final class Booster {
    private final BoostingSpec spec;
    private final Loss loss;
    private final Examples train;
    private final Examples validation;
    private final Trees trees;
    private final TreeRows rows;
    private final Gradients gradients;
    private final BoostedTreeGrower grower;
    /** {@code [scores][rows]} */
    private final double[][] scores;

    private final double[][] validationScores;
    private final RowSieve validationSieve;
    private final Optional<Draw> draw;
    private final LeftOut leftOut;

    /** @param validation what early stopping looks at; no rows where there is nothing to look at */
    Booster(BinnedColumns columns, Examples train, Examples validation, Loss loss, BoostingSpec spec) {
        this.spec = spec;
        this.loss = loss;
        this.train = train;
        this.validation = validation;
        this.trees = new Trees(columns, 1);
        this.rows = new TreeRows(train.rows);
        this.gradients = new Gradients(train.size());
        this.grower = new BoostedTreeGrower(columns, rows, gradients, spec);
        this.scores = starts(train);
        this.validationScores = starts(validation);
        this.validationSieve = new RowSieve(validation.size());
        int drawn = spec.drawn(train.size());
        this.leftOut = new LeftOut(train.size() - drawn);
        this.draw = drawn < train.size() ? Optional.of(new Draw(train.size(), drawn, false)) : Optional.empty();
    }

    private double[][] starts(Examples of) {
        var starts = new double[loss.scores()][of.size()];
        for (int s = 0; s < starts.length; s++) {
            Arrays.fill(starts[s], loss.start(s));
        }
        return starts;
    }

    /** Boosts until the rounds are done, or until it does not help any more. */
    Trees boost(long seed) throws InterruptedException {
        Optional<StoppingRule> rule = spec.earlyStopping()
                .filter(_ -> validation.size() > 0)
                .map(stopping -> new StoppingRule(stopping, loss.mean(validationScores, validation)));
        boolean goesOn = true;
        for (int round = 0; round < spec.rounds() && goesOn; round++) {
            round(round, NodeRandom.child(seed, round));
            goesOn = rule.isEmpty() || !rule.get().endsWith(loss.mean(validationScores, validation));
        }
        return trees;
    }

    private void round(int round, long seed) throws InterruptedException {
        loss.beginRound(scores);
        Optional<int[]> times = draw.map(d -> d.times(NodeRandom.child(seed, 0)));
        times.ifPresent(drawn -> leftOut.take(drawn, train.rows));
        for (int s = 0; s < scores.length; s++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted between two trees");
            }
            loss.gradients(scores, s, gradients);
            times.ifPresentOrElse(rows::take, rows::takeAll);
            boolean starts = round == 0 && loss.startsInTrees();
            grower.grow(NodeRandom.child(seed, 1 + s), loss.unit(), starts ? loss.start(s) : 0, trees);
            if (starts) {
                Arrays.fill(scores[s], 0);
                Arrays.fill(validationScores[s], 0);
            }
            addAnswers(s);
        }
    }

    private void addAnswers(int score) {
        int tree = trees.count() - 1;
        grower.addAnswers(scores[score]);
        leftOut.addAnswers(trees, tree, scores[score]);
        validationSieve.addAnswers(trees, tree, validation.rows, validationScores[score]);
    }
}
