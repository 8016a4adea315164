package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.Importance;
import dev.evergreen.infra.dashboard.Board.ImportanceKind;
import dev.evergreen.infra.dashboard.Board.ModelView;
import dev.evergreen.infra.dashboard.Board.Score;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.event.PermutationImportance;
import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.text.OneLine;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models as the page shows them. */
final class ModelViews {
    private static final int FEATURES = 15;
    private static final int PARAMETERS = 20;
    static final int NAME = 80;

    private ModelViews() {}

    static ModelView of(ModelFile model) {
        ModelManifest m = model.manifest();
        return new ModelView(
                m.round(),
                OneLine.of(m.learner(), NAME),
                params(m.params(), m.windowPart()),
                Long.toString(m.seed()),
                "%s, %d folds".formatted(m.cv().splitter().key(), m.cv().folds()),
                m.refit().key(),
                scores(m),
                m.oobScore().map(OutOfBagScore::value),
                m.permutationImportance().isPresent() ? ImportanceKind.PERMUTATION : ImportanceKind.IMPURITY,
                m.permutationImportance().map(ModelViews::found).orElseGet(() -> summedUp(model)),
                m.features().size(),
                m.window().rows(),
                m.window().firstEventTime(),
                m.window().lastEventTime(),
                OneLine.of(m.window().fingerprint(), NAME),
                m.trees(),
                m.nodes(),
                m.artifactBytes(),
                m.artifactSha256(),
                m.trainedAt(),
                lines(m.versions()));
    }

    /** Sorted by name, and not more than learners have, with the part of the window that a candidate trained on. */
    static Map<String, String> params(Map<String, ParameterValue> params, Optional<WindowPart> windowPart) {
        Map<String, String> text = lines(params);
        windowPart.ifPresent(part -> text.put(WindowPart.NAME, part.value()));
        return text;
    }

    private static Map<String, String> lines(Map<String, ?> map) {
        var text = new TreeMap<String, String>();
        map.entrySet().stream()
                .limit(PARAMETERS)
                .forEach(entry -> text.put(
                        OneLine.of(entry.getKey(), NAME),
                        OneLine.of(entry.getValue().toString(), NAME)));
        return text;
    }

    private static Map<String, Score> scores(ModelManifest manifest) {
        var scores = new TreeMap<String, Score>();
        manifest.scores()
                .forEach((metric, summary) -> scores.put(metric.key(), new Score(summary.mean(), summary.std())));
        return scores;
    }

    private static List<Importance> found(PermutationImportance importance) {
        return most(importance.features().entrySet().stream()
                .map(entry -> new Importance(OneLine.of(entry.getKey(), NAME), entry.getValue())));
    }

    private static List<Importance> summedUp(ModelFile model) {
        double[] decrease = model.ensemble().importance();
        double all = Arrays.stream(decrease).sum();
        if (!(all > 0) || !Double.isFinite(all)) {
            return List.of();
        }
        var features = model.manifest().features();
        return most(IntStream.range(0, decrease.length)
                .mapToObj(f -> new Importance(OneLine.of(features.get(f).name(), NAME), decrease[f] / all)));
    }

    private static List<Importance> most(Stream<Importance> all) {
        return all.sorted(
                        Comparator.comparingDouble(Importance::value).reversed().thenComparing(Importance::feature))
                .limit(FEATURES)
                .toList();
    }
}
