package dev.evergreen.infra.bench;

import java.util.Locale;

/** The figures of {@link IngestReport} for people. */
final class IngestText {
    private IngestText() {}

    static String title(IngestReport.Setting setting) {
        return String.format(
                Locale.ROOT,
                "%s, %,d features, %,.0f bytes a row in, %,.0f out; %d %s; labels %,d rows late; %d %s",
                setting.data(),
                setting.features(),
                setting.inBytesPerRow(),
                setting.outBytesPerRow(),
                setting.partitions(),
                setting.partitions() == 1 ? "partition" : "partitions",
                setting.labelDelayRows(),
                setting.cores(),
                setting.cores() == 1 ? "core" : "cores");
    }

    static String of(IngestReport report) {
        var text = new StringBuilder();
        line(text, "%s", title(report.setting()));
        line(text, "");
        line(
                text,
                "%-10s  %10s  %10s  %8s  %15s  %18s",
                "drained by",
                "rows/s",
                "records/s",
                "of loop",
                "CPU s/1000 rows",
                "broker's meanwhile");
        for (IngestRun run : report.runs()) {
            line(
                    text,
                    "%-10s  %,10.0f  %,10.0f  %8.2f  %15.4f  %18.4f",
                    run.system(),
                    run.rowsPerS(),
                    run.recordsPerS(),
                    run.shareOfLoop(),
                    run.cpuSPer1000Rows(),
                    run.brokerCpuSPer1000Rows());
        }
        line(text, "");
        sustained(text, report.sustained());
        report.warnings().forEach(warning -> line(text, "note: %s", warning));
        return text.toString().stripTrailing();
    }

    private static void sustained(StringBuilder text, SustainedRun run) {
        line(
                text,
                "steady: %,.0f rows/s for %.1f min, %s; %.2f of the loop, %.2f of what was drained",
                run.rowsPerS(),
                run.minutes(),
                run.keptUp() ? "kept up" : "NOT kept up",
                run.shareOfLoop(),
                run.shareOfDrained());
        line(
                text,
                "lag: %,.0f records at first, %,.0f at last, %,.0f at most",
                run.lagBegin(),
                run.lagEnd(),
                run.lagMax());
        line(
                text,
                "memory: RSS %,.0f MB at first, %,.0f at last (%+.1f a minute); live heap %.1f MB before, %.1f after",
                run.rssBeginMb(),
                run.rssEndMb(),
                run.rssSlopeMbPerMin(),
                run.heapLiveBeginMb(),
                run.heapLiveEndMb());
        line(text, "from label to labeled row: p50 %,d ms, p99 %,d ms", run.p50Ms(), run.p99Ms());
        line(
                text,
                "CPU s/1000 rows: ingest %.4f, broker %.4f, feed and check %.4f",
                run.cpuSPer1000Rows(),
                run.brokerCpuSPer1000Rows(),
                run.feedCpuSPer1000Rows());
        line(text, "each of %,d rows arrived once", run.rowsChecked());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
