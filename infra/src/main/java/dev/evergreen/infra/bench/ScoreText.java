package dev.evergreen.infra.bench;

import java.util.Locale;

/** The figures of {@link ScoreReport} for people. */
final class ScoreText {
    private ScoreText() {}

    static String of(ScoreReport report) {
        ScoreReport.Setting setting = report.setting();
        var text = new StringBuilder();
        line(
                text,
                "%s, fitted on %,d rows x %,d features: %,d trees, %d levels deep, %,d nodes; one thread of %d %s",
                setting.data(),
                setting.rows(),
                setting.features(),
                setting.trees(),
                setting.depth(),
                setting.nodes(),
                setting.cores(),
                setting.cores() == 1 ? "core" : "cores");
        line(text, "");
        line(
                text,
                "%-14s  %7s  %12s  %12s  %10s  %10s  %10s",
                "system",
                "batch",
                "rows/s",
                "rows/CPU s",
                "p50 us",
                "p99 us",
                "max us");
        for (ScoreReport.Run run : report.runs()) {
            line(
                    text,
                    "%-14s  %,7d  %,12.0f  %,12.0f  %,10.2f  %,10.2f  %,10.1f",
                    run.system(),
                    run.batch(),
                    run.rowsPerS(),
                    run.rowsPerCpuS(),
                    run.p50Us(),
                    run.p99Us(),
                    run.maxUs());
        }
        line(text, "");
        line(
                text,
                "latencies are of whole calls and hold %.0f ns for reading the clock; rows/s is without it",
                setting.clockNs());
        line(text, "all systems give the same answers to the last bit for all %,d rows", setting.scoredRows());
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
