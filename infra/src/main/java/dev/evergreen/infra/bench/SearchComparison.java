package dev.evergreen.infra.bench;

import dev.evergreen.infra.python.Library;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Searches side by side, as {@code --json} prints them.
 *
 * @param setting what was searched, where
 * @param scoring the metric of the scores
 * @param versions of Python and its libraries, if they were there
 * @param runs as they were measured: by n_jobs, then by system
 * @param notes what is missing, and what in the figures to doubt
 */
public record SearchComparison(
        BenchReport.Setting setting,
        Scoring scoring,
        Map<String, String> versions,
        List<SearchRun> runs,
        List<String> notes) {
    public SearchComparison {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        runs = beside(List.copyOf(runs));
        notes = List.copyOf(notes);
    }

    private static List<SearchRun> beside(List<SearchRun> all) {
        return all.stream()
                .map(run -> run.among(all, Library.SCIKIT_LEARN.key()))
                .toList();
    }
}
