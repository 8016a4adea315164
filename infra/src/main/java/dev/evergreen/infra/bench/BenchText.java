package dev.evergreen.infra.bench;

import java.util.Locale;

/** The figures for people: the table, the recommendation, what to doubt. */
final class BenchText {
    private BenchText() {}

    static String of(BenchReport report) {
        var text = new StringBuilder();
        BenchReport.Setting setting = report.setting();
        line(text, "%s", title(setting));
        line(text, "%s", method(setting));
        line(text, "");
        line(
                text,
                "%6s  %9s  %9s  %9s  %9s  %8s  %10s  %11s",
                "n_jobs",
                "wall s",
                "cold s",
                "CPU s",
                "all CPU s",
                "speed-up",
                "efficiency",
                "peak RSS MB");
        report.runs().forEach(run -> line(text, "%s", row(run, run.nJobs() == report.recommended())));
        line(text, "");
        line(text, "recommended n_jobs %d: %s", report.recommended(), report.reason());
        report.flinkOverhead()
                .ifPresent(ratio -> line(
                        text,
                        "a plain loop takes %.2f s: Flink's serial round %.3f times that, both in one process",
                        report.plainWallS().orElseThrow(),
                        ratio));
        line(
                text,
                "winner: the same for every n_jobs, score %.6f, artifact %s",
                report.bestScore(),
                report.artifactSha256().substring(0, 12));
        report.warnings().forEach(warning -> line(text, "note: %s", warning));
        return text.toString().stripTrailing();
    }

    static String title(BenchReport.Setting setting) {
        return format(
                "%s, %,d rows x %,d features; %d candidates x %d folds and a refit; %d %s",
                setting.data(),
                setting.rows(),
                setting.features(),
                setting.candidates(),
                setting.folds(),
                setting.cores(),
                setting.cores() == 1 ? "core" : "cores");
    }

    private static String method(BenchReport.Setting setting) {
        String warm = setting.rounds() == 1
                ? "one round"
                : format(
                        "medians of %s, after a cold one",
                        setting.rounds() == 2 ? "one warm round" : setting.rounds() - 1 + " warm rounds");
        String turns = setting.repeat() == 1 ? "" : format(", %d processes of each", setting.repeat());
        String ratios = setting.inTurn() ? "; round by round in turn, speed-ups by the medians of their ratios" : "";
        return format("a process for each n_jobs: %s%s%s; n_jobs 1 is the baseline", warm, turns, ratios);
    }

    private static String row(Run run, boolean recommended) {
        return format(
                        "%6d  %9s  %9s  %9s  %9s  %8.2f  %8.0f %%  %11s",
                        run.nJobs(),
                        seconds(run.wallS()),
                        seconds(run.coldWallS()),
                        seconds(run.cpuS()),
                        seconds(run.processCpuS()),
                        run.speedup(),
                        100 * run.efficiency(),
                        run.peakRssMb().map(mb -> format("%,.0f", mb)).orElse("-"))
                + (recommended ? "  <- recommended" : "");
    }

    private static String seconds(double seconds) {
        return format("%,.2f", seconds);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
