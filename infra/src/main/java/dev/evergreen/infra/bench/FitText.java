package dev.evergreen.infra.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Fits side by side for people: medians and means over the seeds. */
final class FitText {
    /** What one line of the table is about. */
    private record Line(int rows, String kind, String system, String learner) {}

    private FitText() {}

    static String of(FitComparison comparison) {
        var text = new StringBuilder();
        FitComparison.Setting setting = comparison.setting();
        line(
                text,
                "%s, %,d features; %,d trees or rounds of boosting, one thread; %d fits of each, the first cold%s",
                setting.data(),
                setting.features(),
                setting.trees(),
                setting.rounds(),
                comparison.versions().entrySet().stream()
                        .map(version -> "; %s %s".formatted(version.getKey(), version.getValue()))
                        .collect(joining()));
        var metrics = new TreeSet<Scoring>();
        comparison.runs().forEach(run -> metrics.addAll(run.scores().keySet()));
        line(text, "");
        line(
                text,
                "%9s  %-8s  %-12s  %-30s  %8s  %8s  %7s%s  %9s  %9s",
                "rows",
                "kind",
                "system",
                "learner",
                "fit s",
                "first s",
                "x ours",
                metrics.stream().map(m -> format("  %17s", m.key())).collect(joining()),
                "nodes",
                "MB");
        var lines = comparison.runs().stream()
                .collect(groupingBy(
                        run -> new Line(run.rows(), run.kind(), run.system(), run.learner()),
                        LinkedHashMap::new,
                        toList()));
        lines.values().forEach(runs -> line(text, "%s", row(runs, comparison.runs(), new ArrayList<>(metrics))));
        line(text, "");
        line(text, "x ours: median of the fits over that of Evergreen's of the same kind, on the same rows");
        line(text, "scores of the rows held out: mean over the seeds +- its standard error");
        line(text, "MB: in Java allocated by a fit, freed or not; in Python by how much resident memory rose at most");
        comparison.notes().forEach(note -> line(text, "note: %s", note));
        return text.toString().stripTrailing();
    }

    private static String row(List<FitRun> runs, List<FitRun> all, List<Scoring> metrics) {
        FitRun first = runs.getFirst();
        double fitS = Medians.of(runs, FitRun::fitS);
        List<FitRun> ours = all.stream()
                .filter(run -> run.system().equals(Contestants.EVERGREEN)
                        && run.rows() == first.rows()
                        && run.kind().equals(first.kind()))
                .toList();
        return format(
                "%,9d  %-8s  %-12s  %-30s  %,8.3f  %,8.3f  %7s%s  %,9.0f  %9s",
                first.rows(),
                first.kind(),
                first.system(),
                first.learner(),
                fitS,
                Medians.of(runs, FitRun::firstFitS),
                ours.isEmpty() ? "-" : format("%,.2f", fitS / Medians.of(ours, FitRun::fitS)),
                metrics.stream()
                        .map(metric -> format("  %17s", score(runs, metric)))
                        .collect(joining()),
                Medians.of(runs, run -> (double) run.nodes()),
                first.allocatedMb()
                        .or(first::peakRiseMb)
                        .map(mb -> format("%,.0f", mb))
                        .orElse("-"));
    }

    private static String score(List<FitRun> runs, Scoring metric) {
        List<Double> scores = runs.stream()
                .flatMap(run -> Optional.ofNullable(run.scores().get(metric)).stream())
                .toList();
        int n = scores.size();
        if (n == 0) {
            return "-";
        }
        double mean = scores.stream().mapToDouble(s -> s).average().orElseThrow();
        if (n == 1) {
            return format("%.5f", mean);
        }
        double squares =
                scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        return format("%.5f+-%.5f", mean, Math.sqrt(squares / (n - 1) / n));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
