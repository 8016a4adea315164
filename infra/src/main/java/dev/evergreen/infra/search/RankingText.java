package dev.evergreen.infra.search;

import dev.evergreen.infra.cli.EmbargoText;
import dev.evergreen.infra.cli.FindingsText;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A search's result for people: the ranking, the winner, what it cost. */
final class RankingText {
    private RankingText() {}

    static String of(SearchResult result, Cv cv, SearchReport report) {
        var text = new StringBuilder();
        line(
                text,
                "%4s  %12s  %8s  %9s  %-18s  %s",
                "rank",
                "mean " + result.refit().key(),
                "std",
                "fit s",
                "learner",
                "parameters");
        report.results().forEach(candidate -> line(text, "%s", row(candidate)));
        line(text, "");
        line(
                text,
                "winner: %s %s, %s %.6f, refitted on %s rows, artifact %s",
                report.bestLearner(),
                parameters(report.bestParams(), report.results().getFirst().windowPart()),
                report.scoring().key(),
                report.bestScore(),
                refittedOn(report),
                report.artifactSha256().substring(0, 12));
        if (cv.splitter() == Cv.Splitter.FORWARD) {
            line(text, "embargo %s", EmbargoText.of(cv.embargo(), result.window()));
        }
        report.oobScore().ifPresent(score -> line(text, "out of bag: %s", FindingsText.of(score)));
        report.permutationImportance().ifPresent(found -> line(text, "importance %s", FindingsText.of(found)));
        String memory =
                report.peakRssMb().map(mb -> format(", peak RSS %,.0f MB", mb)).orElse("");
        text.append(format(
                "%d fits with n_jobs %d: wall %.2f s, CPU of the fits %.2f s, efficiency %.2f%s; whole process %.2f s",
                report.fits(),
                report.nJobs(),
                report.wallS(),
                report.fitCpuS(),
                report.efficiency(),
                memory,
                report.processWallS()));
        return text.toString();
    }

    private static String refittedOn(SearchReport report) {
        return report.results()
                .getFirst()
                .windowPart()
                .map(part -> format("the newest %,d of %,d", part.rows(), report.rows()))
                .orElseGet(() -> format("all %,d", report.rows()));
    }

    private static String row(SearchReport.Result candidate) {
        if (!candidate.failures().isEmpty()) {
            return format(
                    "%4d  failed: %s %s: %s",
                    candidate.rank(),
                    candidate.learner(),
                    parameters(candidate.params(), candidate.windowPart()),
                    candidate.failures().getFirst());
        }
        return format(
                "%4d  %12.6f  %8.6f  %9.3f  %-18s  %s",
                candidate.rank(),
                candidate.meanScore().orElseThrow(),
                candidate.stdScore().orElseThrow(),
                candidate.meanFitS(),
                candidate.learner(),
                parameters(candidate.params(), candidate.windowPart()));
    }

    private static String parameters(Map<String, ParameterValue> params, Optional<WindowPart> part) {
        return Stream.concat(
                        params.entrySet().stream().map(p -> p.getKey() + "=" + p.getValue()),
                        part.stream().map(WindowPart::toString))
                .collect(Collectors.joining(" "));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
