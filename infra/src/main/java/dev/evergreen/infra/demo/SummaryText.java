package dev.evergreen.infra.demo;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The summary for people. */
final class SummaryText {
    private SummaryText() {}

    static String of(DemoSummary s, Scoring refit) {
        var text = new StringBuilder();
        line(text, "pipeline %s", s.pipeline());
        line(
                text,
                "rows %,d: %,d scored, %,d before the first model; %,d evaluated, %,d rejected, %,d duplicates",
                s.rows(),
                s.scored(),
                s.unscored(),
                s.evaluated(),
                s.rejected(),
                s.duplicates());
        line(text, "");
        line(text, "%5s  %-18s  %9s  %-12s  %s", "round", "learner", refit.key(), "artifact", "parameters");
        s.winners().forEach(winner -> line(text, "%s", row(winner)));
        line(text, "");
        s.reigns().forEach(reign -> line(text, "%s", ReignText.of(reign)));
        line(text, "");
        s.accuracy().ifPresent(accuracy -> line(text, "prequential accuracy %.4f", accuracy));
        s.kappa().ifPresent(kappa -> line(text, "prequential kappa %.4f", kappa));
        s.rmse().ifPresent(rmse -> line(text, "prequential RMSE %.4f", rmse));
        s.decision().ifPresent(decision -> line(text, "auto: %s", decision));
        String efficiency =
                s.efficiency().map(e -> format(", efficiency %.2f", e)).orElse("");
        String memory =
                s.peakRssMb().map(mb -> format(", peak RSS %,.0f MB", mb)).orElse("");
        text.append(
                format("n_jobs %d%s, wall %.1f s, CPU %.1f s%s", s.nJobs(), efficiency, s.wallS(), s.cpuS(), memory));
        return text.toString();
    }

    private static String row(DemoSummary.Winner winner) {
        return winner.failure()
                .map(why -> format("%5d  failed: %s", winner.round(), why))
                .orElseGet(() -> format(
                        "%5d  %-18s  %9.4f  %-12s  %s",
                        winner.round(),
                        winner.learner().orElse(""),
                        winner.score().orElse(Double.NaN),
                        winner.artifactSha256().map(sha -> sha.substring(0, 12)).orElse(""),
                        Stream.concat(
                                        winner.params().entrySet().stream().map(p -> p.getKey() + "=" + p.getValue()),
                                        winner.windowPart().stream().map(WindowPart::toString))
                                .collect(Collectors.joining(" "))));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
