package dev.evergreen.infra.cli;

import static java.util.stream.Collectors.joining;

import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.event.PermutationImportance;
import java.util.Locale;
import java.util.Map;

/** What was found out of a forest beside its trees, for people. */
public final class FindingsText {
    private FindingsText() {}

    /** Such as {@code accuracy 0.8125 on 2,000 rows}. */
    public static String of(OutOfBagScore score) {
        return String.format(Locale.ROOT, "%s %.4f on %,d rows", score.metric().key(), score.value(), score.rows());
    }

    /** All features, the greatest first. */
    public static String of(PermutationImportance importance) {
        String rows = switch (importance.rows()) {
            case OUT_OF_BAG -> "out of bag";
            case SAMPLE -> "on a sample";
        };
        return "by permutation, %s: %s"
                .formatted(
                        rows,
                        importance.features().entrySet().stream()
                                .sorted(Map.Entry.<String, Double>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .map(f -> String.format(Locale.ROOT, "%s %.4f", f.getKey(), f.getValue()))
                                .collect(joining(", ")));
    }
}
