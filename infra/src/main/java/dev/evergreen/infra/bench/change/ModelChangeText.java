package dev.evergreen.infra.bench.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of {@link ModelChangeReport} for people. */
final class ModelChangeText {
    private ModelChangeText() {}

    static String of(ModelChangeReport report) {
        var lines = new ArrayList<>(setting(report));
        lines.add("");
        lines.addAll(table(report));
        lines.add("");
        if (report.still() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%sat %,d of the changes a thread that sleeps for %d ms woke %d ms late or more: little can be told of them",
                    report.awakePauseMs().isPresent() ? "* " : "",
                    report.still(),
                    Hiccups.SLEEP.toMillis(),
                    Hiccups.STILL.toMillis()));
        }
        lines.add(String.format(
                Locale.ROOT, "the first change, in cold code, paused for %.1f ms", report.firstPauseMs()));
        lines.add(String.format(
                Locale.ROOT,
                "of %,d events %,d have no prediction, %,d have a second one, %,d were answered by an older model than the one before",
                report.events(),
                report.accounts().lost(),
                report.accounts().twice(),
                report.accounts().backwards()));
        return String.join("\n", lines);
    }

    private static List<String> setting(ModelChangeReport report) {
        var setting = report.setting();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d changes of a model of %.1f MB (%,d trees, %,d nodes), %,d events a second, %d core%s,",
                        report.changes(),
                        setting.modelMb(),
                        setting.trees(),
                        setting.nodes(),
                        setting.rowsPerS(),
                        setting.cores(),
                        setting.cores() == 1 ? "" : "s"),
                String.format(
                        Locale.ROOT,
                        "an evaluator and a broker in processes of their own with heaps of %,d and %,d MiB",
                        setting.evaluatorHeapMb(),
                        setting.brokerHeapMb()));
    }

    private static List<String> table(ModelChangeReport report) {
        var rows = new ArrayList<String>();
        rows.add(String.format(Locale.ROOT, "%-36s %8s %8s %8s", "ms", "p50", "p99", "most"));
        rows.add(row("longest pause at a change", report.pauseMs()));
        if (report.still() > 0) {
            report.awakePauseMs().ifPresent(spread -> rows.add(row("  without those marked below*", spread)));
        }
        rows.add(row("longest pause while nothing changed", report.calmMs()));
        rows.add(row("threads woke late by, at a change", report.lateMs()));
        rows.add(row("the same while nothing changed", report.calmLateMs()));
        rows.add(row("from being ordered until it answers", report.takesMs()));
        return rows;
    }

    private static String row(String what, Spread spread) {
        return String.format(Locale.ROOT, "%-36s %8.1f %8.1f %8.1f", what, spread.p50(), spread.p99(), spread.max());
    }
}
