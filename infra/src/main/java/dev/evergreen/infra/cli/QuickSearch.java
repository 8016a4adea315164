package dev.evergreen.infra.cli;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A search of small forests: a round takes seconds where the window has tens of thousands of rows. */
final class QuickSearch {
    private static final int FOLDS = 3;

    private QuickSearch() {}

    /** The pipeline with 4 candidates in 3 folds, scored as by default. */
    static Pipeline in(Pipeline pipeline) {
        var forests = new CandidateGrid(
                // The default's learner, which takes what the features may lack.
                pipeline.search().candidates().getFirst().learner(),
                Map.of(
                        "max_depth", List.of(ParameterValue.of(6), ParameterValue.of(12)),
                        "min_samples_leaf", List.of(ParameterValue.of(5), ParameterValue.of(50))),
                Map.of("n_estimators", ParameterValue.of(10)));
        Search usual = pipeline.search();
        return pipeline.withSearch(new Search(
                List.of(forests),
                new Cv(Cv.Splitter.PLAIN, FOLDS, Duration.ZERO),
                usual.scoring(),
                usual.refit(),
                usual.seed()));
    }
}
