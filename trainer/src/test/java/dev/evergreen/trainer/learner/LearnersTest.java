package dev.evergreen.trainer.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Distribution;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.RandomSearch;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LearnersTest {
    private static final Learners LEARNERS = Learners.standard();
    private static final Map<String, ParameterValue> NONE = Map.of();

    @Test
    void knowsSmilesThreeAndEvergreensOwn() {
        assertThat(LEARNERS.names())
                .containsExactly(
                        "random-forest",
                        "gradient-boosting",
                        "ada-boost",
                        "histogram-forest",
                        "extra-trees",
                        "histogram-boosting");
        assertThat(LEARNERS.byName("random-forest")).isPresent();
        assertThat(LEARNERS.byName("forest")).isEmpty();
        assertThatThrownBy(() -> LEARNERS.require("forest"))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage("learner: 'forest' is not allowed; allowed: random-forest, gradient-boosting, ada-boost,"
                        + " histogram-forest, extra-trees, histogram-boosting");
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatThrownBy(() -> new Learners(List.of(new SmileAdaBoost(), new SmileAdaBoost())))
                .hasMessage("two learners are called ada-boost");
    }

    @Test
    void defaultPipelinesAreFine() {
        for (Label label : List.of(Samples.FOUR, Samples.NUMBER)) {
            LEARNERS.check(Pipeline.of("p", List.of(Feature.numeric("x")), label));
        }
    }

    @Test
    void refusesALearnerThatTakesNoMissingValuesWhereThereMayBeSome() {
        List<Feature> features =
                List.of(Feature.numeric("x"), Feature.numeric("z").allowingMissing());
        Pipeline lacking = Pipeline.of("p", features, Samples.NUMBER);
        LEARNERS.check(lacking);
        for (String own : List.of("histogram-forest", "extra-trees", "histogram-boosting")) {
            LEARNERS.check(lacking.withSearch(lacking(own)));
        }
        for (String smile : List.of("random-forest", "gradient-boosting")) {
            assertThatThrownBy(() -> LEARNERS.check(lacking.withSearch(lacking("histogram-forest", smile))))
                    .isInstanceOf(InvalidPipelineException.class)
                    .hasMessage("search.candidates[1].learner: '%s' is not allowed; allowed: where 'z' may be missing"
                                    .formatted(smile)
                            + " histogram-forest, extra-trees, histogram-boosting");
        }
    }

    private static Search lacking(String... learners) {
        var candidates = Stream.of(learners)
                .map(name -> new CandidateGrid(name, Map.of(), NONE))
                .toList();
        return new Search(candidates, Cv.DEFAULT, List.of(Scoring.RMSE), Scoring.RMSE, 1);
    }

    @Test
    void refusesAnOutOfBagScoreWhereNothingIsLeftOut() {
        String why = "'true' is not allowed; allowed: false where bootstrap is false and max_samples 1.0,"
                + " as then every tree draws every row";
        Map<String, ParameterValue> scored = Map.of("oob_score", ParameterValue.of(true));
        refuses(
                Samples.BINARY,
                new CandidateGrid("extra-trees", Map.of(), scored),
                "search.candidates[1].fixed.oob_score: " + why);
        refuses(
                Samples.BINARY,
                new CandidateGrid(
                        "histogram-forest",
                        Map.of(
                                "oob_score", List.of(ParameterValue.of(false), ParameterValue.of(true)),
                                "bootstrap", List.of(ParameterValue.of(true), ParameterValue.of(false))),
                        Map.of("max_samples", ParameterValue.of(1))),
                "search.candidates[1].grid.oob_score: " + why);
        refuses(
                Samples.BINARY,
                new CandidateGrid("random-forest", Map.of(), scored),
                "search.candidates[1].fixed.oob_score: 'oob_score' is not allowed; allowed: one of n_estimators,"
                        + " max_depth, max_features, min_samples_leaf, max_leaf_nodes, max_samples, criterion");
        for (Map<String, ParameterValue> more : List.of(
                Map.of("bootstrap", ParameterValue.of(true)),
                Map.of("bootstrap", ParameterValue.of(false), "max_samples", ParameterValue.of(0.5)))) {
            var all = new TreeMap<>(scored);
            all.putAll(more);
            LEARNERS.check(search(Samples.BINARY, new CandidateGrid("extra-trees", Map.of(), all)), Samples.BINARY, 3);
        }
    }

    @Test
    void namesThePathOfWhatIsNotAllowed() {
        refuses(
                Samples.BINARY,
                new CandidateGrid("random-forest", grid("max_depth", 6, 0), NONE),
                "search.candidates[1].grid.max_depth[1]: '0' is not allowed; allowed: none, or a whole number from 1 to 500");
        refuses(
                Samples.BINARY,
                new CandidateGrid("random-forest", Map.of(), Map.of("depth", ParameterValue.of(3))),
                "search.candidates[1].fixed.depth: 'depth' is not allowed; allowed: one of n_estimators, max_depth,"
                        + " max_features, min_samples_leaf, max_leaf_nodes, max_samples, criterion");
        refuses(
                Samples.BINARY,
                new CandidateGrid("forest", Map.of(), NONE),
                "search.candidates[1].learner: 'forest' is not allowed; allowed: random-forest, gradient-boosting,"
                        + " ada-boost, histogram-forest, extra-trees, histogram-boosting");
        refuses(
                Samples.NUMBER,
                new CandidateGrid("ada-boost", Map.of(), NONE),
                "search.candidates[1].learner: 'ada-boost' is not allowed; allowed: for this kind of label"
                        + " random-forest, gradient-boosting, histogram-forest, extra-trees, histogram-boosting");
    }

    @Test
    void knowsTheLabelAndTheFeatures() {
        refuses(
                Samples.NUMBER,
                new CandidateGrid("random-forest", Map.of(), Map.of("criterion", ParameterValue.of("gini"))),
                "search.candidates[1].fixed.criterion: 'gini' is not allowed; allowed: auto, squared_error");
        refuses(
                Samples.BINARY,
                new CandidateGrid("gradient-boosting", Map.of(), Map.of("loss", ParameterValue.of("huber"))),
                "search.candidates[1].fixed.loss: 'huber' is not allowed; allowed: auto, log_loss");
        refuses(
                Samples.NUMBER,
                new CandidateGrid(
                        "histogram-boosting", Map.of(), Map.of("class_weight", ParameterValue.of("balanced"))),
                "search.candidates[1].fixed.class_weight: 'balanced' is not allowed; allowed: none");
        refuses(
                Samples.BINARY,
                new CandidateGrid("histogram-boosting", grid("max_features", 5, 6), NONE),
                "search.candidates[1].grid.max_features[1]: '6' is not allowed; allowed: all, sqrt, log2, or a whole"
                        + " number from 1 to 5, or a number above 0.0 up to 1.0");
        refuses(
                Samples.BINARY,
                new CandidateGrid("random-forest", grid("max_features", 5, 6), NONE),
                "search.candidates[1].grid.max_features[1]: '6' is not allowed; allowed: auto, sqrt, log2, all, or a"
                        + " whole number from 1 to 5, or a number above 0.0 up to 1.0");
    }

    @Test
    void checksBothEndsOfADistribution() {
        String path = "search.candidates[1].distributions.";
        String depth = "none, or a whole number from 1 to 500";
        refusesToDraw("max_depth", new Distribution.Randint(0, 3), path + "max_depth.randint[0]: '0'", depth);
        refusesToDraw(
                "max_depth",
                new Distribution.Randint(1, 502),
                path + "max_depth.randint[1]: '502'",
                depth + "; randint stays below this end");
        refusesToDraw("max_depth", new Distribution.Uniform(1, 3), path + "max_depth.uniform[0]: '1.0'", depth);
        String share = "a number above 0.0 up to 1.0";
        refusesToDraw("max_samples", new Distribution.Uniform(0, 1), path + "max_samples.uniform[0]: '0.0'", share);
        refusesToDraw(
                "max_samples", new Distribution.Loguniform(0.5, 1.5), path + "max_samples.loguniform[1]: '1.5'", share);
        refusesToDraw(
                "max_depth",
                new Distribution.Choices(List.of(ParameterValue.of("none"), ParameterValue.of(0.5))),
                path + "max_depth[1]: '0.5'",
                depth);
        refusesToDraw(
                "depth",
                new Distribution.Randint(1, 3),
                path + "depth: 'depth'",
                "one of n_estimators, max_depth, max_features, min_samples_leaf, max_leaf_nodes, max_samples, criterion");
    }

    @Test
    void drawsFromAllThatALearnerTakes() {
        var all = Map.<String, Distribution>of(
                "max_depth", new Distribution.Randint(1, 501),
                "max_samples", new Distribution.Uniform(1e-9, 1),
                "max_features", new Distribution.Loguniform(0.1, 1));
        LEARNERS.check(search(Samples.BINARY, drawn(all)), Samples.BINARY, 5);
    }

    private static void refusesToDraw(String name, Distribution distribution, String where, String allowed) {
        refuses(Samples.BINARY, drawn(Map.of(name, distribution)), where + " is not allowed; allowed: " + allowed);
    }

    private static CandidateGrid drawn(Map<String, Distribution> distributions) {
        return new CandidateGrid("random-forest", Map.of(), NONE, Optional.of(new RandomSearch(distributions, 5)));
    }

    private static Map<String, List<ParameterValue>> grid(String name, long... values) {
        return Map.of(name, LongStream.of(values).mapToObj(ParameterValue::of).toList());
    }

    private static void refuses(Label label, CandidateGrid second, String message) {
        assertThatThrownBy(() -> LEARNERS.check(search(label, second), label, 5))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(message);
    }

    private static Search search(Label label, CandidateGrid second) {
        var first = new CandidateGrid("random-forest", Map.of(), NONE);
        var scoring = label instanceof Label.Classes ? Scoring.ACCURACY : Scoring.RMSE;
        return new Search(List.of(first, second), Cv.DEFAULT, List.of(scoring), scoring, 1);
    }
}
