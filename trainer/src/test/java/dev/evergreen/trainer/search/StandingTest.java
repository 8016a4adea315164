package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {

    @Test
    void theBestGoOnInTheOrderOfTheirNumbers() {
        Standing standing = Standing.BEGIN.after(List.of(scored(4, 1), scored(0, 2), scored(2, 3), scored(1, 4)), 2);
        assertThat(standing.left()).containsExactly(0, 4);
        assertThat(standing.ranking()).extracting(CandidateResult::candidate).containsExactly(4, 0, 2, 1);
    }

    @Test
    void whoFailedNeverGoesOn() {
        Standing standing = Standing.BEGIN.after(List.of(scored(1, 1), failed(0, 2), failed(2, 2)), 2);
        assertThat(standing.left()).containsExactly(1);
    }

    @Test
    void nobodyGoesOnFromTheLast() {
        assertThat(Standing.BEGIN.after(List.of(scored(1, 1)), 0).left()).isEmpty();
    }

    @Test
    void whoCameFurtherRanksHigherAndWhoFailedLast() {
        Standing standing = Standing.BEGIN
                .after(List.of(scored(5, 1), scored(3, 2), scored(4, 2), scored(0, 4), scored(2, 4), failed(1, 6)), 3)
                .after(List.of(scored(3, 1), scored(4, 2), failed(5, 3)), 0);
        assertThat(standing.ranking()).extracting(CandidateResult::candidate).containsExactly(3, 4, 0, 2, 5, 1);
        assertThat(standing.ranking()).extracting(CandidateResult::rank).containsExactly(1, 2, 3, 3, 5, 5);
    }

    private static CandidateResult scored(int candidate, int rank) {
        return result(candidate, rank, List.of());
    }

    private static CandidateResult failed(int candidate, int rank) {
        return result(candidate, rank, List.of("fold 0: no luck"));
    }

    private static CandidateResult result(int candidate, int rank, List<String> failures) {
        return new CandidateResult(candidate, rank, "stub", Map.of(), Map.of(), 0, Optional.empty(), failures);
    }
}
