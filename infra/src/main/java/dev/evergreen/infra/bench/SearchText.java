package dev.evergreen.infra.bench;

import static java.util.stream.Collectors.joining;

import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Searches side by side for people: the table, the winners, what to doubt. */
final class SearchText {
    private SearchText() {}

    static String of(SearchComparison comparison) {
        var text = new StringBuilder();
        line(text, "%s", BenchText.title(comparison.setting()));
        line(text, "%s", method(comparison));
        line(text, "");
        line(
                text,
                "%-12s  %6s  %9s  %9s  %9s  %11s  %9s  %8s  %8s",
                "system",
                "n_jobs",
                "wall s",
                "process s",
                "CPU s",
                "peak RSS MB",
                comparison.scoring().key(),
                "x faster",
                "process");
        comparison.runs().forEach(run -> line(text, "%s", row(run)));
        line(text, "");
        comparison.runs().stream()
                .map(run -> "best of %s with n_jobs %d: %s"
                        .formatted(run.system(), run.nJobs(), parameters(run.bestParams())))
                .forEach(best -> line(text, "%s", best));
        comparison.notes().forEach(note -> line(text, "note: %s", note));
        return text.toString().stripTrailing();
    }

    private static String method(SearchComparison comparison) {
        int warm = comparison.setting().rounds() - 1;
        String ours = format("ours warm: median of %d %s after a cold one", warm, warm == 1 ? "round" : "rounds");
        String theirs = comparison.versions().isEmpty()
                ? ""
                : comparison.versions().entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(joining(", ", "; ", "; one thread a fit on all sides"));
        return ours + theirs;
    }

    private static String row(SearchRun run) {
        return format(
                "%-12s  %6d  %,9.2f  %,9.2f  %,9.2f  %11s  %9.6f  %8s  %8s",
                run.system(),
                run.nJobs(),
                run.wallS(),
                run.processWallS(),
                run.cpuS(),
                run.peakRssMb().map(mb -> format("%,.0f", mb)).orElse("-"),
                run.bestScore(),
                times(run.faster()),
                times(run.processFaster()));
    }

    private static String times(Optional<Double> ratio) {
        return ratio.map(r -> format(r < 10 ? "%.2f" : "%,.1f", r)).orElse("-");
    }

    private static String parameters(Map<String, ParameterValue> params) {
        return params.entrySet().stream()
                .map(param -> param.getKey() + "=" + param.getValue())
                .collect(joining(" "));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
