package dev.evergreen.infra.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.chaos.Finding.Kind;
import dev.evergreen.ingest.event.ScoreSummary;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final List<String> SENT = List.of("a", "b", "c");
    private static final Observed WHOLE =
            new Observed(SENT, List.of(winner(1, "sha-1"), winner(2, "sha-2")), List.of(1L, 2L), SENT, SENT, List.of());

    @Test
    void findsNothingWhereAllIsThereOnce() {
        assertThat(Comparison.complete(SENT, 2, WHOLE)).isEmpty();
        assertThat(between(WHOLE)).isEmpty();
    }

    @Test
    void mayStandInAnotherOrder() {
        assertThat(between(withPredictions(List.of("c", "a", "b")))).isEmpty();
    }

    @Test
    void namesTheRowThatIsLost() {
        assertThat(between(withPredictions(List.of("a", "c"))))
                .containsExactly(new Finding(Kind.LOST, "predictions", List.of("b")));
        assertThat(between(new Observed(
                        List.of("a", "b"), WHOLE.winners(), WHOLE.rounds(), SENT, List.of("a", "b"), List.of())))
                .containsExactly(
                        new Finding(Kind.LOST, "labeled", List.of("c")),
                        new Finding(Kind.LOST, "evaluations", List.of("c")));
    }

    @Test
    void namesTheRowThatIsThereTwice() {
        assertThat(between(withPredictions(List.of("a", "b", "c", "b", "b"))))
                .containsExactly(new Finding(Kind.TWICE, "predictions", List.of("b")));
    }

    @Test
    void namesWhatNobodySent() {
        assertThat(between(withPredictions(List.of("a", "b", "c", "x"))))
                .containsExactly(new Finding(Kind.UNEXPECTED, "predictions", List.of("x")));
    }

    @Test
    void namesWhatWasRejected() {
        var run = new Observed(SENT, WHOLE.winners(), WHOLE.rounds(), SENT, SENT, List.of("DUPLICATE at t/0 offset 7"));

        assertThat(between(run))
                .containsExactly(new Finding(Kind.UNEXPECTED, "rejected", List.of("DUPLICATE at t/0 offset 7")));
    }

    @Test
    void namesTheRoundThatPublishedNothing() {
        assertThat(between(withWinners(all -> all.subList(0, 1))))
                .containsExactly(new Finding(Kind.LOST, "models", List.of("2")));
    }

    @Test
    void namesTheRoundThatPublishedTwice() {
        assertThat(between(withWinners(all -> List.of(all.get(0), all.get(1), all.get(0)))))
                .containsExactly(new Finding(Kind.TWICE, "models", List.of("1")));
    }

    @Test
    void namesTheRoundWhoseWinnerIsAnother() {
        assertThat(between(withWinners(all -> List.of(all.get(0), winner(2, "sha-3")))))
                .containsExactly(new Finding(Kind.DIFFERENT, "models", List.of("2")));
    }

    @Test
    void namesTheRoundWhoseSecondWinnerIsAnother() {
        assertThat(between(withWinners(all -> List.of(all.get(0), all.get(1), winner(2, "sha-3")))))
                .containsExactly(
                        new Finding(Kind.TWICE, "models", List.of("2")),
                        new Finding(Kind.DIFFERENT, "models", List.of("2")));
    }

    @Test
    void namesTheFirstIdsOfMany() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 1_025; i++) {
            ids.add("r" + i);
        }

        assertThat(new Finding(Kind.LOST, "labeled", ids).text())
                .startsWith("labeled: 1,025 lost: r0, r1, r2, ")
                .endsWith(", r19 and 1,005 more");
    }

    private static List<Finding> between(Observed run) {
        return Comparison.between(SENT, 2, WHOLE, run);
    }

    private static Observed withPredictions(List<String> ids) {
        return new Observed(SENT, WHOLE.winners(), WHOLE.rounds(), ids, SENT, List.of());
    }

    private static Observed withWinners(Function<List<Winner>, List<Winner>> change) {
        return new Observed(SENT, change.apply(WHOLE.winners()), WHOLE.rounds(), SENT, SENT, List.of());
    }

    private static Winner winner(long round, String sha256) {
        return new Winner(
                round,
                "random-forest",
                Map.of("max_depth", ParameterValue.of(8)),
                Map.of(Scoring.ACCURACY, new ScoreSummary(0.5, 0.0, List.of(0.5))),
                7,
                "rows",
                sha256);
    }
}
