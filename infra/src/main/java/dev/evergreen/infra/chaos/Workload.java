package dev.evergreen.infra.chaos;

import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.replay.Replay;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * What is sent and searched: the same in every run. A round starts at every {@link #EVERY}th labeled row and at no other
 * time, as neither clock nor drift asks for one, so that on one partition its rows are always the same.
 *
 * @param rounds of the run
 */
record Workload(int rounds) {
    /** Labeled rows from round to round. */
    static final int EVERY = 600;

    private static final int WINDOW = 4_000;
    private static final int FEATURES = 10;
    private static final long ROWS_SEED = 1;

    /** Rows that a label comes after its features. */
    private static final int LABEL_DELAY = 150;

    /** Half a round's rows follow on the last round. */
    RowSource rows() {
        return Gaussian.of(ROWS_SEED, (long) rounds * EVERY + EVERY / 2, FEATURES);
    }

    Schedule schedule() {
        return Schedule.of(LABEL_DELAY, OptionalDouble.empty());
    }

    List<String> ids() {
        return LongStream.range(0, rows().size())
                .mapToObj(row -> Replay.id(pipeline(), row))
                .toList();
    }

    /** A search of some seconds on two cores, by Smile's learner and by ours. */
    Pipeline pipeline() {
        Pipeline plain = rows().pipeline().named("chaos");
        Search usual = plain.search();
        var forests = new CandidateGrid(
                "random-forest",
                Map.of("max_depth", List.of(ParameterValue.of(8), ParameterValue.of(16))),
                Map.of("n_estimators", ParameterValue.of(100)));
        var boosting = new CandidateGrid(
                "histogram-boosting",
                Map.of("max_leaf_nodes", List.of(ParameterValue.of(8), ParameterValue.of(31))),
                Map.of("n_estimators", ParameterValue.of(100)));
        return plain.withLabelsWithin(schedule().labelLag().multipliedBy(100))
                .withWindow(new Window.Rows(WINDOW))
                .withRetrain(new Retrain(Optional.of(EVERY), Optional.empty(), false, EVERY))
                .withSearch(new Search(
                        List.of(forests, boosting), usual.cv(), usual.scoring(), usual.refit(), usual.seed()))
                .withNJobs(NJobs.ALL)
                .withPromotion(plain.promotion().withPolicy(Promotion.Policy.NEWEST))
                .withDrift(plain.drift().withoutTriggers());
    }
}
