package dev.evergreen.infra.bench;

import static java.util.stream.Collectors.joining;

import dev.evergreen.infra.bench.AccuracyReport.Comparison;
import dev.evergreen.infra.bench.AccuracyReport.DataSet;
import java.util.Locale;
import java.util.Optional;

/** How well learners answer, side by side, for people. */
final class AccuracyText {
    private AccuracyText() {}

    static String of(AccuracyReport report) {
        var text = new StringBuilder();
        line(
                text,
                "%,d trees or rounds of boosting, %,d or more rows a leaf of a forest; %d seeds%s",
                report.trees(),
                report.minSamplesLeaf(),
                report.seeds().size(),
                report.versions().entrySet().stream()
                        .map(version -> "; %s %s".formatted(version.getKey(), version.getValue()))
                        .collect(joining()));
        for (DataSet set : report.sets()) {
            line(text, "");
            line(
                    text,
                    "%s: %,d features, %,d rows to learn from, %,d held out",
                    set.data(),
                    set.features(),
                    set.rows(),
                    set.heldOut());
            line(
                    text,
                    "%-18s  %-9s  %18s  %18s  %9s  %8s  %8s  %s",
                    "learner",
                    "metric",
                    "evergreen",
                    "scikit-learn",
                    "less",
                    "+-",
                    "paired",
                    "one error");
            set.comparisons().forEach(comparison -> line(text, "%s", row(comparison)));
        }
        line(text, "");
        line(
                text,
                "scores of the rows held out: mean over the seeds +- its standard error; lower is better for log_loss, "
                        + "rmse and mae");
        line(text, "less: ours less theirs, +- the standard error of two means, and of the paired differences");
        report.notes().forEach(note -> line(text, "note: %s", note));
        return text.toString().stripTrailing();
    }

    private static String row(Comparison c) {
        return format(
                "%-18s  %-9s  %18s  %18s  %9s  %8s  %8s  %s",
                c.learner(),
                c.metric().key(),
                score(c.ours()),
                c.theirs().map(AccuracyText::score).orElse("-"),
                c.difference().map(d -> format("%+.5f", d.ofMeans())).orElse("-"),
                error(c.difference().flatMap(ScoreDifference::standardError)),
                error(c.difference().flatMap(ScoreDifference::pairedStandardError)),
                c.difference()
                        .flatMap(ScoreDifference::verdict)
                        .map(ScoreDifference.Verdict::key)
                        .orElse("-"));
    }

    private static String score(MeanScore score) {
        return format(
                "%.5f%s",
                score.mean(),
                score.standardError().map(e -> format("+-%.5f", e)).orElse(""));
    }

    private static String error(Optional<Double> error) {
        return error.map(e -> format("%.5f", e)).orElse("-");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
