package dev.evergreen.infra.bench;

import java.util.List;
import java.util.Locale;

/** The figures for people: a table for each size, with what was decided and why. */
final class AutoText {
    private AutoText() {}

    static String of(AutoReport report) {
        var text = new StringBuilder();
        AutoReport.Setting setting = report.setting();
        line(
                text,
                "%s, %,d features; %d candidates x %d folds and a refit; %d %s",
                setting.data(),
                setting.features(),
                setting.candidates(),
                setting.folds(),
                setting.cores(),
                setting.cores() == 1 ? "core" : "cores");
        line(text, "a process for each n_jobs, one job in each: %d rounds, wall clock in seconds", setting.rounds());
        if (!setting.burner().isEmpty()) {
            line(text, "* another process burns a core");
        }
        for (AutoSize size : report.sizes()) {
            table(
                    text,
                    size,
                    report.runs().stream()
                            .filter(run -> run.rows() == size.rows())
                            .toList());
        }
        report.warnings().forEach(warning -> line(text, "note: %s", warning));
        return text.toString().stripTrailing();
    }

    private static void table(StringBuilder text, AutoSize size, List<AutoRun> runs) {
        AutoRun auto =
                runs.stream().filter(run -> run.asked().isAuto()).findFirst().orElseThrow();
        List<AutoRun> fixed = runs.stream().filter(run -> !run.asked().isAuto()).toList();
        line(text, "");
        line(text, "%,d rows", size.rows());
        var head = new StringBuilder("round ");
        fixed.forEach(run -> head.append(format("  %10s", "n_jobs " + run.asked())));
        line(text, "%s        auto  n_jobs  decided after it", head);
        for (int i = 0; i < auto.rounds().size(); i++) {
            AutoRound round = auto.rounds().get(i);
            var row = new StringBuilder(format("%5d%s", round.round(), round.burner() ? "*" : " "));
            for (AutoRun run : fixed) {
                row.append(format("  %10.2f", run.rounds().get(i).wallS()));
            }
            line(
                    text,
                    "%s  %10.2f  %6d  %s: %s",
                    row,
                    round.wallS(),
                    round.nJobs(),
                    round.action().orElseThrow().key(),
                    round.reason().orElseThrow());
        }
        line(text, "%s", verdict(size));
    }

    private static String verdict(AutoSize size) {
        String whole = format(
                "rounds 1 to %d together: %.2f times those of n_jobs %d",
                size.comparable(), size.totalRatio(), size.bestNJobs());
        return size.ratioToBest()
                .map(ratio -> format(
                        "auto's rounds %d to %d take %.2f times those of n_jobs %d, the best fixed one; %s",
                        size.settledAfter().orElseThrow() + 1, size.comparable(), ratio, size.bestNJobs(), whole))
                .orElse("auto did not settle; " + whole);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
