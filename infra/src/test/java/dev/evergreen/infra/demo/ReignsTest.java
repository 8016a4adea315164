package dev.evergreen.infra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.Evaluation;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ModelEvent.Cause;
import dev.evergreen.ingest.event.ModelEvent.Evidence;
import dev.evergreen.ingest.event.ModelEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReignsTest {

    @Test
    void readAsOneLine() {
        assertThat(text(decision(Kind.PROMOTED, 2, Optional.of(new Evidence(800, 40.5, 0.0304, 0.03)))))
                .isEqualTo("row 5,000: round 4 is champion: it won (e-value 40.5, level 0.0304)");
        assertThat(text(decision(Kind.ROLLED_BACK, 2, Optional.empty())))
                .isEqualTo("row 5,000: round 4 is champion again: it won");
        assertThat(DemoSummary.Reign.of(decision(Kind.ARRIVED, 2, Optional.empty())))
                .isEmpty();
    }

    @Test
    void areSettledWhenTheInstanceFollowsWhatTheLastEvaluationSays() {
        var scoreboard = new Scoreboard();
        scoreboard.lineupServes(lineup(1));
        assertThat(scoreboard.settled(1)).as("no evaluation").isFalse();
        scoreboard.evaluated(evaluation("a", 2));
        assertThat(scoreboard.settled(1)).as("old line-up").isFalse();
        assertThat(scoreboard.decisionsKnown()).isFalse();
        scoreboard.lineupServes(lineup(2));
        assertThat(scoreboard.settled(1)).isTrue();
        assertThat(scoreboard.settled(2)).as("one more is due").isFalse();
        scoreboard.modelDecided(decision(Kind.PROMOTED, 2, Optional.empty()));
        assertThat(scoreboard.decisionsKnown()).isTrue();
    }

    private static String text(ModelEvent decision) {
        return ReignText.of(DemoSummary.Reign.of(decision).orElseThrow());
    }

    private static Lineup lineup(long version) {
        return new Lineup("p", version, 4, List.of(), Optional.empty(), 4);
    }

    private static Evaluation evaluation(String id, long version) {
        Optional<Double> none = Optional.empty();
        var figures = new Figures(0, none, none, none, none, none, none);
        return new Evaluation(
                "p",
                id,
                Instant.EPOCH,
                Instant.EPOCH,
                new LabelValue.OfClass("a"),
                Optional.empty(),
                Optional.empty(),
                figures,
                figures,
                Optional.empty(),
                Optional.of(new ContestFigures(version, 4, List.of())),
                Optional.empty());
    }

    private static ModelEvent decision(Kind kind, long version, Optional<Evidence> evidence) {
        return new ModelEvent(
                "p",
                kind,
                Cause.TEST,
                4,
                Optional.of(3L),
                version,
                5_000,
                Optional.empty(),
                evidence,
                Optional.empty(),
                "it won");
    }
}
