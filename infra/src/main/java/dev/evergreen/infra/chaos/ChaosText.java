package dev.evergreen.infra.chaos;

import java.util.Locale;

/** A report for people: a line a fault, then how long parts took, then what is wrong. */
final class ChaosText {
    private ChaosText() {}

    static String of(ChaosReport report) {
        var text = new StringBuilder();
        line(text, "fault  round  process        in round  well again after s  winner");
        for (ChaosReport.Line f : report.faults()) {
            line(
                    text,
                    "%5d  %5d  %-13s  %-8s  %18.1f  %s",
                    f.fault(),
                    f.round(),
                    f.process(),
                    f.inRound() ? "yes" : "no",
                    f.recoveryS(),
                    f.outcome());
        }
        line(text, "");
        line(text, "part         faults  median s  most s");
        for (ChaosReport.Recovery r : report.recoveries()) {
            line(text, "%-11s  %6d  %8.1f  %6.1f", r.part(), r.faults(), r.medianS(), r.mostS());
        }
        line(text, "");
        report.stuck().ifPresent(why -> line(text, "stuck: %s", why));
        report.findings().forEach(finding -> line(text, "%s", finding.text()));
        if (report.holds()) {
            line(
                    text,
                    "none lost, none twice: %,d rows joined, predicted and evaluated once each; %d winners, the same as "
                            + "undisturbed",
                    report.rows(),
                    report.rounds());
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
