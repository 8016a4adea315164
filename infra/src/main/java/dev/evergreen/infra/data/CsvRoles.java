package dev.evergreen.infra.data;

import java.util.Set;

/**
 * What the user says about the columns of a CSV file.
 *
 * @param label the column to predict
 * @param regression whether it is a number rather than a class
 * @param nominal columns whose values are names, even if they look like numbers
 * @param ignored columns that are no features
 * @param missing columns whose cells may be empty
 */
public record CsvRoles(
        String label, boolean regression, Set<String> nominal, Set<String> ignored, Set<String> missing) {
    public CsvRoles {
        nominal = Set.copyOf(nominal);
        ignored = Set.copyOf(ignored);
        missing = Set.copyOf(missing);
    }

    /** A label of classes, everything else left to the data. */
    public static CsvRoles classes(String label) {
        return new CsvRoles(label, false, Set.of(), Set.of(), Set.of());
    }

    /** A numeric label, everything else left to the data. */
    public static CsvRoles regression(String label) {
        return new CsvRoles(label, true, Set.of(), Set.of(), Set.of());
    }
}
