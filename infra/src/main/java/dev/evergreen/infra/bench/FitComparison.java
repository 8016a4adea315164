package dev.evergreen.infra.bench;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits side by side, as {@code --json} prints them.
 *
 * @param versions of Python and its libraries, if they were there
 * @param runs by rows, then seed, then as the systems stand in {@code --systems}
 * @param notes what is missing, and what in the figures to doubt
 */
public record FitComparison(Setting setting, Map<String, String> versions, List<FitRun> runs, List<String> notes) {
    public FitComparison {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        runs = List.copyOf(runs);
        notes = List.copyOf(notes);
    }

    /**
     * What was fitted, where.
     *
     * @param data its name
     * @param trees of a forest, and rounds of boosting
     * @param rounds fits of each
     */
    public record Setting(String data, int features, int trees, int minSamplesLeaf, int rounds, int cores) {}
}
