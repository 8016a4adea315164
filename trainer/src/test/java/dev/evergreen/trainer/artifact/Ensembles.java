package dev.evergreen.trainer.artifact;

import java.util.Random;

/** Random ensembles of every combination. */
final class Ensembles {
    static final int FEATURES = 6;

    private Ensembles() {}

    /** With kinds of nodes of the first version only. */
    static TreeEnsemble random(Combination combination, Random random) {
        return random(combination, random, Ensembles::splitOfFirstVersion);
    }

    /** With all kinds of nodes: of the second version if there is any tree. */
    static TreeEnsemble randomOfAllKinds(Combination combination, Random random) {
        return random(combination, random, Ensembles::splitOfAnyKind);
    }

    private static TreeEnsemble random(Combination combination, Random random, Split split) {
        TreeEnsembleBuilder builder = switch (combination) {
            case CONSTANT -> TreeEnsembleBuilder.classifier(combination, FEATURES, 3, new int[] {0, 2}, 0.25, 0.75);
            case POSTERIORS, VOTES -> TreeEnsembleBuilder.classifier(combination, FEATURES, 4, new int[] {0, 1, 3});
            case MEAN -> TreeEnsembleBuilder.regression(combination, FEATURES);
            case SUM -> TreeEnsembleBuilder.regression(combination, FEATURES, 3.5);
            case LOGISTIC -> TreeEnsembleBuilder.classifier(combination, FEATURES, 3, new int[] {1, 2}, -0.5);
            case SOFTMAX -> TreeEnsembleBuilder.classifier(combination, FEATURES, 4, new int[] {0, 1, 3});
        };
        for (int t = 0; combination != Combination.CONSTANT && t < 9; t++) {
            builder.tree(combination.weighted() ? 0.5 + random.nextDouble() : 1.0);
            grow(builder, combination, random, split, 0);
        }
        var importance = new double[FEATURES];
        importance[2] = 7;
        return builder.build(importance);
    }

    private static void grow(
            TreeEnsembleBuilder builder, Combination combination, Random random, Split split, int depth) {
        if (depth == 6 || (depth > 0 && random.nextInt(4) == 0)) {
            builder.leaf(leaf(combination, random));
            return;
        }
        split.addTo(builder, random);
        grow(builder, combination, random, split, depth + 1);
        grow(builder, combination, random, split, depth + 1);
    }

    private static void splitOfFirstVersion(TreeEnsembleBuilder builder, Random random) {
        int feature = random.nextInt(FEATURES);
        if (feature < 4) {
            builder.split(NodeKind.NUMERIC, feature, random.nextGaussian());
        } else {
            builder.split(NodeKind.NOMINAL_EQUALS, feature, random.nextInt(300));
        }
    }

    private static void splitOfAnyKind(TreeEnsembleBuilder builder, Random random) {
        int feature = random.nextInt(FEATURES);
        if (random.nextBoolean()) {
            splitOfFirstVersion(builder, random);
        } else if (feature < 4) {
            builder.split(NodeKind.NUMERIC_OR_MISSING, feature, random.nextInt(9) / 4.0 - 1);
        } else {
            builder.splitIn(feature, bitmap(random), random.nextBoolean());
        }
    }

    /** Few different sets of one word, so that some are equal, and many of more words. */
    private static long[] bitmap(Random random) {
        if (random.nextBoolean()) {
            return new long[] {1 + random.nextInt(3)};
        }
        long[] bitmap = random.longs(1 + random.nextInt(5)).toArray();
        bitmap[bitmap.length - 1] |= 1;
        return bitmap;
    }

    private static double[] leaf(Combination combination, Random random) {
        return switch (combination) {
            case POSTERIORS -> {
                double a = random.nextInt(5) / 10.0;
                yield new double[] {a, 0.5, 0.5 - a};
            }
            case VOTES -> new double[] {random.nextInt(3)};
            case CONSTANT, MEAN, SUM, LOGISTIC, SOFTMAX -> new double[] {random.nextGaussian()};
        };
    }

    private interface Split {
        void addTo(TreeEnsembleBuilder builder, Random random);
    }

    static double[] row(Random random) {
        var row = new double[FEATURES];
        for (int f = 0; f < FEATURES; f++) {
            row[f] = f < 4 ? random.nextGaussian() : random.nextInt(300);
        }
        return row;
    }
}
