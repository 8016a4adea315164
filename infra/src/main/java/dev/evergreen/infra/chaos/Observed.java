package dev.evergreen.infra.chaos;

import java.util.List;

/**
 * What stood on a run's topics at its end, read committed, in the topics' order.
 *
 * @param labeled ids of joined rows
 * @param winners one for each record of {@code models}
 * @param rounds that {@code searches} tells the end of
 * @param predictions ids
 * @param evaluations ids
 * @param rejected why, and where from
 */
record Observed(
        List<String> labeled,
        List<Winner> winners,
        List<Long> rounds,
        List<String> predictions,
        List<String> evaluations,
        List<String> rejected) {

    Observed {
        labeled = List.copyOf(labeled);
        winners = List.copyOf(winners);
        rounds = List.copyOf(rounds);
        predictions = List.copyOf(predictions);
        evaluations = List.copyOf(evaluations);
        rejected = List.copyOf(rejected);
    }
}
