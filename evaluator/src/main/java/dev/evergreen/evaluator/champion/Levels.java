package dev.evergreen.evaluator.champion;

/**
 * How a reign's alpha is shared among the challengers that are tested in it: the k-th whose test begins gets
 * {@code 6 / (pi^2 k^2)} of it. The shares of all that may ever come add up to 1, so that by the union bound a champion is
 * replaced by one that is not better with a probability of at most alpha, however many try. This is alpha-spending (Tian and
 * Ramdas, "Online control of the familywise error rate", Statistical Methods in Medical Research 30, 2021); an average of
 * the challengers' e-values would only tell that one of them is better, not which.
 */
final class Levels {
    private static final double ALL = Math.PI * Math.PI / 6;

    private Levels() {}

    /** @param place 1 for the first */
    static double of(double alpha, int place) {
        return alpha / (ALL * place * place);
    }
}
