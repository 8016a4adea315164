package dev.evergreen.infra.cli;

import static java.util.stream.Collectors.joining;

import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Models as text for people. */
final class ModelText {
    private static final int SHORT_SHA = 12;

    private ModelText() {}

    /** A table, one model a line. */
    static String list(List<ModelSummary> models, Optional<Lineup> lineup) {
        var table = new TextTable(
                List.of("round", "role", "learner", "params", "cv score", "rows", "bytes", "sha256", "trained at"));
        for (var model : models) {
            table.add(List.of(
                    Long.toString(model.round()),
                    lineup.map(l -> role(model.round(), l)).orElse("-"),
                    model.learner(),
                    params(model.params()),
                    "%s %s".formatted(model.metric().key(), score(model.score())),
                    count(model.rows()),
                    count(model.bytes()),
                    model.artifactSha256()
                            .substring(
                                    0,
                                    Math.min(SHORT_SHA, model.artifactSha256().length())),
                    model.trainedAt().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        return table.render();
    }

    private static String role(long round, Lineup lineup) {
        if (round == lineup.champion()) {
            return "champion";
        }
        return lineup.challengers().contains(round) ? "challenger" : "-";
    }

    /** All that a manifest says, one thing a line. */
    static String manifest(ModelManifest m) {
        var table = new TextTable(List.of());
        table.add(List.of("pipeline", m.pipeline()));
        table.add(List.of("round", Long.toString(m.round())));
        table.add(List.of("learner", m.learner()));
        table.add(List.of("params", params(m.params())));
        table.add(List.of("seed", Long.toString(m.seed())));
        table.add(List.of(
                "cv",
                "%s, %d folds, embargo %s"
                        .formatted(
                                m.cv().splitter().key()
                                        + m.cv().group().map(g -> " by " + g).orElse(""),
                                m.cv().folds(),
                                EmbargoText.of(m.cv().embargo(), m.window()))));
        m.scores()
                .forEach((metric, summary) ->
                        table.add(List.of(metric.key() + (metric == m.refit() ? " (refit)" : ""), score(summary))));
        m.oobScore().ifPresent(score -> table.add(List.of("out of bag", FindingsText.of(score))));
        m.permutationImportance().ifPresent(found -> table.add(List.of("importance", FindingsText.of(found))));
        table.add(List.of(
                "window",
                "%s rows, %s to %s"
                        .formatted(
                                count(m.window().rows()),
                                m.window().firstEventTime(),
                                m.window().lastEventTime())));
        m.windowPart()
                .ifPresent(part -> table.add(List.of(
                        "trained on",
                        "the newest %s of them (%s)"
                                .formatted(count(part.rows()), part.window().key()))));
        m.window()
                .offsets()
                .forEach(range -> table.add(List.of(
                        "offsets",
                        "%s-%d %d to %d".formatted(range.topic(), range.partition(), range.first(), range.last()))));
        table.add(List.of("fingerprint", m.window().fingerprint()));
        table.add(List.of("features", m.features().stream().map(Feature::name).collect(joining(", "))));
        table.add(List.of("label", label(m.label())));
        table.add(List.of(
                "size",
                "%s trees, %s nodes, %s bytes"
                        .formatted(count(m.trees()), count(m.nodes()), count(m.artifactBytes()))));
        table.add(List.of("sha256", m.artifactSha256()));
        table.add(List.of("trained at", m.trainedAt().toString()));
        table.add(List.of(
                "versions",
                m.versions().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(v -> v.getKey() + " " + v.getValue())
                        .collect(joining(", "))));
        return table.render();
    }

    private static String label(Label label) {
        return switch (label) {
            case Label.Classes c -> "%s: %s".formatted(c.name(), String.join(", ", c.classes()));
            case Label.Regression r -> r.name() + ": a number";
        };
    }

    private static String params(Map<String, ParameterValue> params) {
        return params.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(joining(" "));
    }

    private static String score(ScoreSummary summary) {
        return "%s +- %s; folds %s"
                .formatted(
                        score(summary.mean()),
                        score(summary.std()),
                        summary.folds().stream().map(ModelText::score).collect(joining(" ")));
    }

    private static String score(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
