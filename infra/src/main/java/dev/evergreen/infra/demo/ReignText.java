package dev.evergreen.infra.demo;

import java.util.Locale;

/** The beginning of a reign in one line such as {@code row 5,500: round 3 is champion: …}. */
final class ReignText {
    private ReignText() {}

    static String of(DemoSummary.Reign reign) {
        String evidence = reign.evidence()
                .map(e -> String.format(Locale.ROOT, " (e-value %.1f, level %.4f)", e.eValue(), e.level()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "row %,d: round %d is champion%s: %s%s",
                reign.rows(),
                reign.round(),
                reign.again() ? " again" : "",
                reign.reason(),
                evidence);
    }
}
