package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.search.SerialSearch.Result;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LearnerFitterTest {
    private static final FitThread THREAD = new FitThread("fit-test");
    private static final LearnerFitter FITTER = LearnerFitter.standard();

    /** Yes from 60 to 119 and from 180 to 239: three splits know it, one does not. */
    private static final TrainingData DATA = data();

    private static TrainingData data() {
        double[] values = IntStream.range(0, 240).mapToDouble(i -> i * 37 % 240).toArray();
        double[] labels = Arrays.stream(values).map(x -> (int) x / 60 % 2).toArray();
        return new TrainingData(
                List.of(Feature.numeric("x")), SmallData.TWO, new double[][] {values}, labels, new long[240]);
    }

    @AfterAll
    static void stop() {
        THREAD.close();
    }

    @Test
    void racesLearnersAndFindsTheDeeperTree() throws Exception {
        var depths = List.of(ParameterValue.of(1), ParameterValue.of(4));
        var search =
                search(grid("random-forest", depths), grid("gradient-boosting", depths), grid("ada-boost", depths));
        var searched = (Result.Searched) THREAD.call(() -> SerialSearch.run(search, DATA, 1, FITTER));
        assertThat(searched.ranking())
                .hasSize(6)
                .allSatisfy(c -> assertThat(c.failures()).isEmpty());
        assertThat(searched.winner())
                .hasValueSatisfying(w -> assertThat(w.params()).containsEntry("max_depth", ParameterValue.of(4)));
    }

    @Test
    void aParameterThatTheLearnerRefusesFailsItsFits() throws Exception {
        var search = search(grid("random-forest", List.of(ParameterValue.of(-1), ParameterValue.of(4))));
        var searched = (Result.Searched) THREAD.call(() -> SerialSearch.run(search, DATA, 1, FITTER));
        assertThat(searched.winner()).map(Candidate::number).contains(1);
        assertThat(searched.ranking().getLast().failures())
                .hasSize(3)
                .first()
                .asString()
                .contains("max_depth");
    }

    @Test
    void refitsTheSameModelFromTheSameSeed() throws Exception {
        var winner = new Candidate(3, "random-forest", Map.of("n_estimators", ParameterValue.of(5)));
        TreeEnsemble first = THREAD.call(() -> FITTER.refit(DATA, winner, 42, 1));
        TreeEnsemble again = THREAD.call(() -> FITTER.refit(DATA, winner, 42, 1));
        TreeEnsemble other = THREAD.call(() -> FITTER.refit(DATA, winner, 42, 2));
        assertThat(scores(again)).isEqualTo(scores(first));
        assertThat(scores(other)).isNotEqualTo(scores(first));
    }

    private static double[] scores(TreeEnsemble model) {
        double[] out = new double[2];
        return IntStream.range(0, DATA.rows())
                .mapToDouble(row -> {
                    model.score(new double[] {row}, out);
                    return out[1];
                })
                .toArray();
    }

    private static CandidateGrid grid(String learner, List<ParameterValue> depths) {
        return new CandidateGrid(learner, Map.of("max_depth", depths), Map.of("n_estimators", ParameterValue.of(5)));
    }

    private static Search search(CandidateGrid... grids) {
        return new Search(List.of(grids), Cv.DEFAULT, List.of(Scoring.ACCURACY), Scoring.ACCURACY, 42);
    }
}
