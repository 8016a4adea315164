package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.Distribution;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.RandomSearch;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidateGridsTest {

    @Test
    void variesTheLastParameterByNameFastest() {
        var grid = new CandidateGrid(
                "random-forest",
                Map.of(
                        "b", List.of(ParameterValue.of(1), ParameterValue.of(2)),
                        "a", List.of(ParameterValue.of("x"), ParameterValue.of("y"), ParameterValue.of("z"))),
                Map.of());
        assertThat(expand(grid))
                .extracting(c -> c.params().get("a") + "" + c.params().get("b"))
                .containsExactly("x1", "x2", "y1", "y2", "z1", "z2");
    }

    @Test
    void numbersGridsInFileOrderAndAddsFixed() {
        var first = new CandidateGrid(
                "z-learner", Map.of("a", List.of(ParameterValue.of(1), ParameterValue.of(2))), Map.of());
        var second = new CandidateGrid("a-learner", Map.of(), Map.of("c", ParameterValue.of(true)));
        assertThat(expand(first, second))
                .containsExactly(
                        new Candidate(0, "z-learner", Map.of("a", ParameterValue.of(1))),
                        new Candidate(1, "z-learner", Map.of("a", ParameterValue.of(2))),
                        new Candidate(2, "a-learner", Map.of("c", ParameterValue.of(true))));
    }

    @Test
    void addsFixedToEveryCombination() {
        var grid = new CandidateGrid(
                "random-forest",
                Map.of("a", List.of(ParameterValue.of(1), ParameterValue.of(2))),
                Map.of("fixed", ParameterValue.of(0.5)));
        assertThat(expand(grid)).allSatisfy(c -> assertThat(c.params()).containsEntry("fixed", ParameterValue.of(0.5)));
    }

    @Test
    void drawsWhatIsRandomForEachEntryByItself() {
        var drawn = new CandidateGrid(
                "random-forest",
                Map.of(),
                Map.of("fixed", ParameterValue.of(0.5)),
                Optional.of(new RandomSearch(Map.of("a", new Distribution.Uniform(0, 1)), 3)));
        var grid = new CandidateGrid("ada-boost", Map.of(), Map.of());
        List<Candidate> candidates = expand(drawn, grid, drawn);
        assertThat(candidates).extracting(Candidate::number).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(candidates.get(3)).isEqualTo(new Candidate(3, "ada-boost", Map.of()));
        assertThat(candidates).extracting(c -> c.params().get("a")).doesNotHaveDuplicates();
        assertThat(candidates)
                .filteredOn(c -> c.number() != 3)
                .allSatisfy(c -> assertThat(c.params()).containsOnlyKeys("a", "fixed"));
        assertThat(expand(drawn)).isEqualTo(candidates.subList(0, 3));
    }

    private static List<Candidate> expand(CandidateGrid... grids) {
        return CandidateGrids.expand(
                new Search(List.of(grids), Cv.DEFAULT, List.of(Scoring.ACCURACY), Scoring.ACCURACY, 1));
    }
}
