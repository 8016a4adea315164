package dev.evergreen.trainer.learner;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Distribution;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.Criterion;
import dev.evergreen.trainer.forest.ForestBytes;
import dev.evergreen.trainer.forest.ForestSpec;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.forest.HistogramForest;
import dev.evergreen.trainer.forest.Questions;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evergreen's own forests, on columns in 8 bits that all fits of a window share. Of one fit every smaller forest can be
 * read: fewer trees, and shallower ones.
 *
 * <p>Unlike scikit-learn's: thresholds of large nodes lie between at most 255 bins of a feature, a split of a nominal feature sends a set of
 * values to either side, and with {@code bootstrap: false} a {@code max_samples} below 1 draws without replacement.
 */
final class HistogramLearner implements Learner {
    private static final String N_ESTIMATORS = "n_estimators";
    private static final String MAX_DEPTH = "max_depth";
    private static final String MIN_SAMPLES_SPLIT = "min_samples_split";
    private static final String MIN_SAMPLES_LEAF = "min_samples_leaf";
    private static final String MAX_LEAF_NODES = "max_leaf_nodes";
    private static final String BOOTSTRAP = "bootstrap";
    private static final String MAX_SAMPLES = "max_samples";
    private static final String CRITERION = "criterion";
    private static final String CLASS_WEIGHT = "class_weight";
    private static final String OOB_SCORE = "oob_score";
    private static final String IMPORTANCE = "importance";
    private static final String IMPURITY = "impurity";
    private static final String PERMUTATION = "permutation";
    private static final String BALANCED = "balanced";
    private static final String AUTO = "auto";
    private static final String GINI = "gini";
    private static final String ENTROPY = "entropy";
    private static final String LOG_LOSS = "log_loss";
    private static final String SQUARED_ERROR = "squared_error";

    private static final int MAX_ESTIMATORS = 10_000;
    /** Of a tree without max_depth: far deeper than any grows that learns something. */
    private static final int DEEPEST = 4_000;

    private final String name;
    private final boolean anyBorder;
    private final List<ParameterSpec> parameters;

    private HistogramLearner(String name, boolean anyBorder) {
        this.name = name;
        this.anyBorder = anyBorder;
        this.parameters = List.of(
                ParameterSpec.whole(N_ESTIMATORS, 100, 1, MAX_ESTIMATORS),
                ParameterSpec.limit(MAX_DEPTH, 1, DEEPEST),
                MaxFeatures.spec(Pipeline.MAX_FEATURES),
                ParameterSpec.whole(MIN_SAMPLES_SPLIT, 2, 2, Integer.MAX_VALUE / 4),
                ParameterSpec.whole(MIN_SAMPLES_LEAF, 1, 1, Integer.MAX_VALUE / 4),
                ParameterSpec.limit(MAX_LEAF_NODES, 2, Integer.MAX_VALUE / 4),
                ParameterSpec.flag(BOOTSTRAP, !anyBorder),
                ParameterSpec.share(MAX_SAMPLES, 1.0),
                ParameterSpec.words(CRITERION, AUTO, GINI, ENTROPY, LOG_LOSS, SQUARED_ERROR),
                ParameterSpec.words(CLASS_WEIGHT, Parameters.NONE, BALANCED),
                ParameterSpec.flag(OOB_SCORE, false),
                ParameterSpec.words(IMPORTANCE, IMPURITY, PERMUTATION));
    }

    /** Breiman's random forest. */
    static HistogramLearner randomForest() {
        return new HistogramLearner("histogram-forest", false);
    }

    /** Extremely randomized trees. */
    static HistogramLearner extraTrees() {
        return new HistogramLearner("extra-trees", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean supports(Label label) {
        return true;
    }

    @Override
    public boolean takesMissing() {
        return true;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return parameters;
    }

    @Override
    public List<ParameterSpec> parametersFor(Label label, int features) {
        boolean classifier = label instanceof Label.Classes;
        return parameters.stream()
                .map(spec -> switch (spec.name()) {
                    case MaxFeatures.NAME -> MaxFeatures.spec(features);
                    case CRITERION ->
                        classifier
                                ? ParameterSpec.words(CRITERION, AUTO, GINI, ENTROPY, LOG_LOSS)
                                : ParameterSpec.words(CRITERION, AUTO, SQUARED_ERROR);
                    case CLASS_WEIGHT -> classifier ? spec : ParameterSpec.words(CLASS_WEIGHT, Parameters.NONE);
                    default -> spec;
                })
                .toList();
    }

    @Override
    public Set<String> nested() {
        return Set.of(N_ESTIMATORS, MAX_DEPTH);
    }

    /** As scikit-learn, which has no out-of-bag score where every tree draws every row. */
    @Override
    public void checkTogether(CandidateGrid candidate) {
        Set<ParameterValue> scored = values(candidate, OOB_SCORE);
        boolean allDrawn = values(candidate, BOOTSTRAP).contains(ParameterValue.of(false))
                && values(candidate, MAX_SAMPLES).stream()
                        .anyMatch(v -> v.equals(ParameterValue.of(1.0)) || v.equals(ParameterValue.of(1)));
        if (scored.contains(ParameterValue.of(true)) && allDrawn) {
            throw new InvalidPipelineException(
                    (candidate.fixed().containsKey(OOB_SCORE) ? "fixed." : "grid.") + OOB_SCORE,
                    true,
                    "false where bootstrap is false and max_samples 1.0, as then every tree draws every row");
        }
    }

    /** All that a candidate may have there; of an interval, which hardly ever gives its end, none. */
    private Set<ParameterValue> values(CandidateGrid candidate, String name) {
        if (candidate.fixed().containsKey(name)) {
            return Set.of(candidate.fixed().get(name));
        }
        if (candidate.grid().containsKey(name)) {
            return Set.copyOf(candidate.grid().get(name));
        }
        Optional<Distribution> drawn =
                candidate.random().map(random -> random.distributions().get(name));
        if (drawn.isPresent()) {
            return drawn.get() instanceof Distribution.Choices(var choices) ? Set.copyOf(choices) : Set.of();
        }
        return parameters.stream()
                .filter(spec -> spec.name().equals(name))
                .map(ParameterSpec::defaultValue)
                .collect(Collectors.toSet());
    }

    @Override
    public TreeEnsemble fit(TrainingData data, RowSet rows, Parameters parameters, long seed)
            throws InterruptedException {
        return HistogramForest.grow(data, rows, spec(data, parameters), seed).ensemble();
    }

    @Override
    public NestedFit fitNested(TrainingData data, RowSet rows, List<Parameters> candidates, long seed)
            throws InterruptedException {
        return NestedForests.fit(
                data, rows, candidates.stream().map(c -> spec(data, c)).toList(), seed);
    }

    @Override
    public int parts(Parameters parameters) {
        return ForestSpec.parts(parameters.whole(N_ESTIMATORS));
    }

    @Override
    public List<TreeEnsemble> fitParts(
            TrainingData data, RowSet rows, Parameters parameters, long seed, int from, int to)
            throws InterruptedException {
        return HistogramForest.grow(data, rows, spec(data, parameters), seed, from, to)
                .ensembles();
    }

    @Override
    public FittedParts refitParts(TrainingData data, RowSet rows, Parameters parameters, long seed, int from, int to)
            throws InterruptedException {
        HistogramForest forest =
                HistogramForest.grow(data, rows, spec(data, parameters), seed, from, to, questions(parameters));
        return new FittedParts(forest.ensembles(), forest.findings());
    }

    @Override
    public FittedParts refit(TrainingData data, RowSet rows, Parameters parameters, long seed)
            throws InterruptedException {
        HistogramForest forest = HistogramForest.grow(
                data, rows, spec(data, parameters), seed, 0, parts(parameters), questions(parameters));
        return new FittedParts(List.of(forest.ensemble()), forest.findings());
    }

    /** Where questions are asked, nobody helps. */
    @Override
    public boolean isHelped(Parameters parameters) {
        return !questions(parameters).any();
    }

    private static Questions questions(Parameters parameters) {
        return new Questions(
                parameters.value(OOB_SCORE).equals(ParameterValue.of(true)),
                parameters.word(IMPORTANCE).equals(PERMUTATION));
    }

    @Override
    public long workspaceBytes(int rows, List<Feature> features, Label label, Parameters parameters) {
        int classes = label instanceof Label.Classes c ? c.classes().size() : 0;
        return ForestBytes.of(spec(features.size(), classes > 0, parameters), rows, classes)
                + questions(parameters).bytes(rows, classes);
    }

    private ForestSpec spec(TrainingData data, Parameters parameters) {
        return spec(data.features().size(), data.label() instanceof Label.Classes, parameters);
    }

    private ForestSpec spec(int features, boolean classifier, Parameters parameters) {
        String criterion = parameters.word(CRITERION);
        boolean balanced = parameters.word(CLASS_WEIGHT).equals(BALANCED);
        boolean ofClasses = List.of(GINI, ENTROPY, LOG_LOSS).contains(criterion);
        boolean ofNumbers = criterion.equals(SQUARED_ERROR);
        if (classifier ? ofNumbers : ofClasses || balanced) {
            throw new IllegalArgumentException("criterion %s, class_weight %s for %s"
                    .formatted(criterion, parameters.word(CLASS_WEIGHT), classifier ? "classes" : "a regression"));
        }
        return new ForestSpec(
                parameters.whole(N_ESTIMATORS),
                parameters.value(BOOTSTRAP).equals(ParameterValue.of(true)),
                parameters.real(MAX_SAMPLES),
                new GrowthLimits(
                        parameters.limit(MAX_DEPTH).orElse(DEEPEST),
                        parameters.whole(MIN_SAMPLES_SPLIT),
                        parameters.whole(MIN_SAMPLES_LEAF),
                        MaxFeatures.count(parameters, features, classifier),
                        parameters.limit(MAX_LEAF_NODES).orElse(GrowthLimits.UNLIMITED)),
                anyBorder,
                List.of(ENTROPY, LOG_LOSS).contains(criterion) ? Criterion.ENTROPY : Criterion.GINI,
                balanced);
    }
}
